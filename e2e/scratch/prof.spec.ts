import { readFileSync, readdirSync } from 'node:fs';
import { test } from '../support/browser/test.ts';
import { App } from '../support/browser/app.ts';
import { NOISE, signalFile } from '../support/signals/signals.ts';
import { inStudio } from '../support/browser/studio.ts';

function cpu(): Record<string, number> {
  const out: Record<string, number> = {};
  const par = new Map<number, number>(); const tick = new Map<number, number>(); const ty = new Map<number,string>();
  for (const e of readdirSync('/proc')) { if (!/^\d+$/.test(e)) continue; try {
    const s = readFileSync(`/proc/${e}/stat`,'utf8'); const f = s.slice(s.lastIndexOf(')')+2).split(' ');
    par.set(+e,+f[1]!); tick.set(+e, f.slice(11,15).reduce((a,b)=>a+Number(b),0));
    const c = readFileSync(`/proc/${e}/cmdline`,'utf8'); ty.set(+e, /utility-sub-type=([^\0 ]+)/.exec(c)?.[1] ?? /--type=([^\0 ]+)/.exec(c)?.[1] ?? (c.includes('chrom')?'browser':c.includes('node')?'node':c.slice(0,10)));
  } catch {} }
  const ours = (p:number):boolean => p===process.pid || (par.has(p) && par.get(p)!>1 && ours(par.get(p)!));
  for (const p of tick.keys()) if (ours(p)) out[ty.get(p)!] = (out[ty.get(p)!] ?? 0) + tick.get(p)!/100;
  return out;
}
let last = cpu();
function lap(what: string) { const now = cpu(); const d: string[] = []; let sum=0; for (const k of new Set([...Object.keys(now),...Object.keys(last)])) { const v=(now[k]??0)-(last[k]??0); sum+=v; if (Math.abs(v)>0.03) d.push(`${k.slice(0,12)} ${v.toFixed(2)}`);} console.log(what.padEnd(28), sum.toFixed(2), d.join('  ')); last = cpu(); }

for (const lively of [false, true])
for (let i = 0; i < 3; i++)
test(`p ${lively} ${i}`, async () => {
  const mic = await signalFile(NOISE);
  lap('signal');
  await inStudio({ micFile: mic.path, lively }, async (studio) => {
    lap('studio');
    const cdp = await studio.context.newCDPSession(studio.page);
    await cdp.send('Performance.enable');
    const metrics = async () => { const { metrics } = await cdp.send('Performance.getMetrics'); const m = Object.fromEntries(metrics.map(({name,value})=>[name,value])); console.log('      ', ['TaskDuration','ScriptDuration','LayoutDuration','RecalcStyleDuration','V8CompileDuration'].map(k=>`${k} ${m[k]?.toFixed(2)}`).join(' ')); };
    const app = await App.open(studio);
    lap('open'); await metrics();
    await app.page.waitForTimeout(4000);
    lap('idle 4 s'); await metrics();
    await app.choose('WAV','16-bit');
    lap('choose'); await metrics();
    await app.record('A');
    lap('record'); await metrics();
    await app.page.waitForTimeout(4000);
    lap('4 s recording'); await metrics();
    await app.stop('A');
    lap('stop'); await metrics();
    await app.record('B'); await app.untilElapsed(1); await app.stop('B');
    lap('1 s take'); await metrics();
    await app.fetch('audio.wav'); await app.events();
    lap('fetch'); await metrics();
    await app.set("Dark","Looks");
    lap('set'); await metrics();
    await app.page.reload(); await app.button('Record').waitFor();
    lap('reload'); await metrics();
  });
  lap('close');
});
