import type { SeatLook } from '../../ui/palette.ts';
import type { Painter } from './atlas.ts';
import { seatShapePath } from './seatShapePath.ts';

const INK = '#1c2430';

/** A seat's figure from the front: its shape, with a face. */
export function creature(look: SeatLook): Painter {
  return (canvas, size) => {
    shade(canvas, size, size * 0.9, size * 0.3);
    canvas.save();
    canvas.translate(size * 0.1, size * 0.06);
    canvas.scale(size * 0.008, size * 0.008);
    const body = new Path2D(seatShapePath(look.shape));
    canvas.lineJoin = 'round';
    canvas.lineWidth = 12;
    canvas.strokeStyle = INK;
    canvas.stroke(body);
    canvas.fillStyle = look.colour;
    canvas.fill(body);
    canvas.restore();
    for (const side of [-1, 1]) eye(canvas, size * (0.5 + side * 0.12), size * 0.44, size);
    canvas.beginPath();
    canvas.lineWidth = size * 0.035;
    canvas.lineCap = 'round';
    canvas.strokeStyle = INK;
    canvas.arc(size * 0.5, size * 0.54, size * 0.1, Math.PI * 0.15, Math.PI * 0.85);
    canvas.stroke();
  };
}

/** A coin that bears the shape and colour of its owner. */
export function seatCoin(look: SeatLook): Painter {
  return (canvas, size) => {
    shade(canvas, size, size * 0.8, size * 0.22);
    disc(canvas, size, 0.3, INK);
    disc(canvas, size, 0.275, '#ffd75e');
    disc(canvas, size, 0.225, '#fff4cf');
    canvas.save();
    canvas.translate(size * 0.36, size * 0.36);
    canvas.scale(size * 0.0028, size * 0.0028);
    canvas.fillStyle = look.colour;
    canvas.fill(new Path2D(seatShapePath(look.shape)));
    canvas.restore();
  };
}

/** A word or number with an outline, readable on any ground. */
export function lettering(text: string, colour: string, part = 0.42): Painter {
  return (canvas, size) => {
    canvas.font = `800 ${Math.round(size * part)}px system-ui, sans-serif`;
    canvas.textAlign = 'center';
    canvas.textBaseline = 'middle';
    canvas.lineJoin = 'round';
    canvas.lineWidth = size * 0.09;
    canvas.strokeStyle = '#fff';
    canvas.strokeText(text, size / 2, size / 2, size);
    canvas.fillStyle = colour;
    canvas.fillText(text, size / 2, size / 2, size);
  };
}

function eye(canvas: CanvasRenderingContext2D, x: number, y: number, size: number): void {
  dot(canvas, x, y, size * 0.085, '#fff');
  dot(canvas, x, y + size * 0.01, size * 0.045, INK);
}

function dot(canvas: CanvasRenderingContext2D, x: number, y: number, radius: number, colour: string): void {
  canvas.beginPath();
  canvas.arc(x, y, radius, 0, 2 * Math.PI);
  canvas.fillStyle = colour;
  canvas.fill();
}

function disc(canvas: CanvasRenderingContext2D, size: number, part: number, colour: string): void {
  dot(canvas, size / 2, size / 2, size * part, colour);
}

/** The shadow on the ground under a thing. */
function shade(canvas: CanvasRenderingContext2D, size: number, y: number, halfWidth: number): void {
  canvas.beginPath();
  canvas.ellipse(size / 2, y, halfWidth, size * 0.06, 0, 0, 2 * Math.PI);
  canvas.fillStyle = 'rgb(20 30 40 / 22%)';
  canvas.fill();
}
