import './styles/base.css';
import './styles/components.css';
import './styles/screens.css';
import { render } from 'preact';
import { App } from './App.tsx';
import { applyTheme } from './ui/theme.ts';

applyTheme(document.documentElement);
const root = document.getElementById('app');
if (!root) throw new Error('expected an element #app in index.html, found none');
render(<App />, root);
