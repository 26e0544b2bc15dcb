import { SCENES } from './games/registry.ts';
import { STRINGS } from './strings.ts';
import { seatLook } from './ui/palette.ts';

document.title = `${STRINGS.productName} ${Object.keys(SCENES).length} ${seatLook(0).shape}`;
