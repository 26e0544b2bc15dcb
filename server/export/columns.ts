import { z } from 'zod';

/** How a column is written where there is no JSON: json columns become JSON text. */
export type ColumnKind = 'string' | 'integer' | 'number' | 'boolean' | 'json';

export interface Column {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly nullable: boolean;
  readonly description: string;
  /** The values of an enumeration. */
  readonly values: readonly string[] | undefined;
}

interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly enum?: readonly (string | null)[];
  readonly description?: string;
}

/** Derives columns from a row's schema, in its order. */
export function columnsOf(row: z.ZodObject): Column[] {
  const properties = (z.toJSONSchema(row).properties ?? {}) as Readonly<Record<string, JsonSchema>>;
  return Object.entries(properties).map(([name, schema]) => {
    const types = typesOf(schema);
    const present = types.filter((type) => type !== 'null');
    return {
      name,
      kind: present.length === 1 ? kindOf(present[0]) : 'json',
      nullable: present.length < types.length,
      description:
        schema.description ?? schema.anyOf?.find(({ description }) => description)?.description ?? '',
      values: schema.enum?.filter((value) => value !== null),
    };
  });
}

/** Null may stand beside a type in `type` or in `anyOf`. */
function typesOf({ type, anyOf }: JsonSchema): readonly (string | undefined)[] {
  if (anyOf) return anyOf.flatMap(typesOf);
  return typeof type === 'string' || type === undefined ? [type] : type;
}

function kindOf(type: string | undefined): ColumnKind {
  return type === 'string' || type === 'integer' || type === 'number' || type === 'boolean' ? type : 'json';
}
