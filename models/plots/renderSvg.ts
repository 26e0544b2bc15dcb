import { BarChart, CustomChart, HeatmapChart, LineChart, ScatterChart } from 'echarts/charts';
import {
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TitleComponent,
  VisualMapComponent,
} from 'echarts/components';
import { init, setPlatformAPI, use, type EChartsCoreOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { escapeXml } from './escapeXml.ts';

use([BarChart, CustomChart, HeatmapChart, LineChart, ScatterChart]);
use([GridComponent, LegendComponent, MarkLineComponent, TitleComponent, VisualMapComponent, SVGRenderer]);

// Nobody knows which font will draw the text: room for a wide one, or legends run into each other.
setPlatformAPI({
  measureText(text, font = '12px') {
    const height = Number(/(\d+(?:\.\d+)?)px/.exec(font)?.[1] ?? 12);
    // ECharts takes the width of a Chinese character for the height of a line.
    const ems = Array.from(text).reduce((sum, character) => sum + (character > '\u2e80' ? 1 : 0.62), 0);
    return { width: height * ems };
  },
});

export interface PlotSize {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

export const PLOT_SIZE: PlotSize = { width: 640, height: 400 };

/**
 * Draws a chart as a text of SVG, without a browser. The same chart gives the same text.
 * @param title what the picture shows, for those who cannot see it
 */
export function renderSvg(option: EChartsCoreOption, title: string, { width, height }: PlotSize): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({
      animation: false,
      // White, so that it can be read on dark pages too.
      backgroundColor: '#ffffff',
      textStyle: { fontFamily: 'sans-serif' },
      ...option,
    });
    return tidied(chart.renderToSVGString(), title);
  } finally {
    chart.dispose();
  }
}

/** Without what only a live page needs and what counts charts of this process. */
function tidied(svg: string, title: string): string {
  const plain = svg
    .replaceAll(/<style\b[^>]*>.*?<\/style>/gs, '')
    .replaceAll(/ class="zr\d+-[^"]*"/g, '')
    .replaceAll(/ (?:pointer-events|ecmeta_\w+)="[^"]*"/g, '')
    .replaceAll(/\bzr\d+-/g, 'zr-');
  const label = escapeXml(title);
  return `${plain.replace(/^<svg [^>]*>/, (tag) => `${tag.slice(0, -1)} role="img" aria-label="${label}">\n<title>${label}</title>`)}\n`;
}
