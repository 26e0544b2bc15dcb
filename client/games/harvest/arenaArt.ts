import { seatLook } from '../../ui/palette.ts';
import type { Painter } from '../drawing/atlas.ts';
import { lettering } from '../drawing/creature.ts';
import { seatShapePath } from '../drawing/seatShapePath.ts';

const INK = '#1c2430';

/**
 * Pictures of the arena. Ground looks the same after a quarter turn, so that nothing jumps when a turn of the
 * player ends; lightness tells apples, grass, floor and walls apart without their hues.
 */
export const ARENA_PAINTERS = {
  outside: plain('#12161c'),
  floor: (canvas, size) => {
    plain('#e6d8bc')(canvas, size);
    fourfold(canvas, size, () => {
      blot(canvas, size * 0.22, size * 0.16, size * 0.028, '#d2c09b');
      blot(canvas, size * 0.4, size * 0.33, size * 0.02, '#d2c09b');
    });
  },
  grass: (canvas, size) => {
    plain('#b9d58c')(canvas, size);
    fourfold(canvas, size, () => {
      tuft(canvas, size * 0.24, size * 0.26, size * 0.09);
      tuft(canvas, size * 0.46, size * 0.13, size * 0.06);
    });
  },
  wall: (canvas, size) => {
    plain('#4b525d')(canvas, size);
    canvas.fillStyle = '#6d7683';
    canvas.beginPath();
    canvas.roundRect(size * 0.04, size * 0.04, size * 0.92, size * 0.92, size * 0.12);
    canvas.fill();
    canvas.fillStyle = '#7f8995';
    canvas.beginPath();
    canvas.roundRect(size * 0.16, size * 0.16, size * 0.68, size * 0.68, size * 0.1);
    canvas.fill();
  },
  apple: (canvas, size) => {
    blot(canvas, size * 0.5, size * 0.76, size * 0.2, 'rgb(30 40 20 / 25%)', 0.35);
    blot(canvas, size * 0.42, size * 0.55, size * 0.19, '#7c1620');
    blot(canvas, size * 0.58, size * 0.55, size * 0.19, '#7c1620');
    blot(canvas, size * 0.43, size * 0.55, size * 0.165, '#c4283a');
    blot(canvas, size * 0.57, size * 0.55, size * 0.165, '#c4283a');
    blot(canvas, size * 0.39, size * 0.49, size * 0.045, '#ffd9dc');
    canvas.strokeStyle = '#4a2a1a';
    canvas.lineWidth = size * 0.04;
    canvas.lineCap = 'round';
    canvas.beginPath();
    canvas.moveTo(size * 0.5, size * 0.43);
    canvas.quadraticCurveTo(size * 0.5, size * 0.34, size * 0.55, size * 0.3);
    canvas.stroke();
    canvas.fillStyle = '#2f7d3a';
    canvas.beginPath();
    canvas.ellipse(size * 0.63, size * 0.34, size * 0.09, size * 0.045, -0.4, 0, 2 * Math.PI);
    canvas.fill();
  },
  beam: (canvas, size) => {
    plain('#ffec6e')(canvas, size);
    fourfold(canvas, size, () => {
      canvas.strokeStyle = '#fffbe0';
      canvas.lineWidth = size * 0.07;
      canvas.lineJoin = 'round';
      canvas.beginPath();
      canvas.moveTo(size * 0.08, size * 0.1);
      canvas.lineTo(size * 0.3, size * 0.22);
      canvas.lineTo(size * 0.2, size * 0.36);
      canvas.lineTo(size * 0.46, size * 0.46);
      canvas.stroke();
    });
  },
  /** The muzzle of a player who can shoot. */
  spark: (canvas, size) => {
    canvas.save();
    canvas.translate(size * 0.3, size * 0.3);
    canvas.scale(size * 0.004, size * 0.004);
    const star = new Path2D(seatShapePath('star'));
    canvas.lineWidth = 16;
    canvas.strokeStyle = INK;
    canvas.stroke(star);
    canvas.fillStyle = '#ffec6e';
    canvas.fill(star);
    canvas.restore();
  },
  puff: (canvas, size) => {
    for (let i = 0; i < 8; i += 1) {
      const angle = (i * Math.PI) / 4;
      blot(
        canvas,
        size * (0.5 + 0.28 * Math.cos(angle)),
        size * (0.5 + 0.28 * Math.sin(angle)),
        size * 0.1,
        '#fff',
      );
    }
  },
  gain: lettering('+1', '#7c1620', 0.5),
  self: walker('#ffffff', (canvas, size) => {
    canvas.strokeStyle = INK;
    canvas.lineWidth = size * 0.05;
    canvas.beginPath();
    canvas.arc(size * 0.5, size * 0.56, size * 0.12, 0, 2 * Math.PI);
    canvas.stroke();
  }),
} as const satisfies Record<string, Painter>;

export type ArenaPicture = keyof typeof ARENA_PAINTERS;

/** Another player seen from above, facing up: its seat's colour, and its shape on the back. */
export function otherWalker(colour: number): Painter {
  const look = seatLook(colour);
  return walker(look.colour, (canvas, size) => {
    canvas.save();
    canvas.translate(size * 0.35, size * 0.42);
    canvas.scale(size * 0.003, size * 0.003);
    const mark = new Path2D(seatShapePath(look.shape));
    canvas.lineWidth = 14;
    canvas.strokeStyle = INK;
    canvas.stroke(mark);
    canvas.fillStyle = '#fff';
    canvas.fill(mark);
    canvas.restore();
  });
}

function walker(colour: string, back: Painter): Painter {
  return (canvas, size) => {
    blot(canvas, size * 0.5, size * 0.56, size * 0.37, 'rgb(20 30 40 / 20%)');
    // Feet and beak first: the body covers their ends.
    for (const side of [-1, 1]) blot(canvas, size * (0.5 + side * 0.26), size * 0.36, size * 0.1, INK);
    canvas.fillStyle = '#f0a030';
    canvas.strokeStyle = INK;
    canvas.lineWidth = size * 0.035;
    canvas.lineJoin = 'round';
    canvas.beginPath();
    canvas.moveTo(size * 0.5, size * 0.05);
    canvas.lineTo(size * 0.62, size * 0.26);
    canvas.lineTo(size * 0.38, size * 0.26);
    canvas.closePath();
    canvas.fill();
    canvas.stroke();
    blot(canvas, size * 0.5, size * 0.53, size * 0.345, INK);
    blot(canvas, size * 0.5, size * 0.53, size * 0.31, colour);
    for (const side of [-1, 1]) {
      blot(canvas, size * (0.5 + side * 0.14), size * 0.31, size * 0.085, INK);
      blot(canvas, size * (0.5 + side * 0.14), size * 0.31, size * 0.065, '#fff');
      blot(canvas, size * (0.5 + side * 0.14), size * 0.285, size * 0.034, INK);
    }
    back(canvas, size);
  };
}

function plain(colour: string): Painter {
  return (canvas, size) => {
    canvas.fillStyle = colour;
    canvas.fillRect(-size, -size, 3 * size, 3 * size);
  };
}

/** Draws the same four times, each a quarter turn on. */
function fourfold(canvas: CanvasRenderingContext2D, size: number, draw: () => void): void {
  for (let turn = 0; turn < 4; turn += 1) {
    canvas.save();
    canvas.translate(size / 2, size / 2);
    canvas.rotate((turn * Math.PI) / 2);
    canvas.translate(-size / 2, -size / 2);
    draw();
    canvas.restore();
  }
}

function tuft(canvas: CanvasRenderingContext2D, x: number, y: number, height: number): void {
  canvas.strokeStyle = '#8fb662';
  canvas.lineWidth = height * 0.3;
  canvas.lineCap = 'round';
  for (const lean of [-0.6, 0, 0.6]) {
    canvas.beginPath();
    canvas.moveTo(x, y);
    canvas.lineTo(x + lean * height, y - height);
    canvas.stroke();
  }
}

function blot(
  canvas: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  colour: string,
  flatness = 1,
): void {
  canvas.beginPath();
  canvas.ellipse(x, y, radius, radius * flatness, 0, 0, 2 * Math.PI);
  canvas.fillStyle = colour;
  canvas.fill();
}
