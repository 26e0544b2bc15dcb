import { STRINGS } from '../strings.ts';
import { useTitle } from '../ui/useTitle.ts';
import { ConsentBox } from './ConsentBox.tsx';

export function AboutScreen() {
  const { about } = STRINGS;
  useTitle(about.title);
  return (
    <article class="panel prose">
      <h1>{about.title}</h1>
      {about.paragraphs.map((text) => (
        <p key={text}>{text}</p>
      ))}
      <p>{about.comingBack}</p>
      <h2>{about.keysTitle}</h2>
      <p>{about.keys}</p>
      <ConsentBox />
    </article>
  );
}
