import { register } from 'tsx/esm/api';
register();
const { parseEvidence } = await import('../src/checks/evidence.ts');
const { judge } = await import('../src/checks/judge.ts');
const { planOf } = await import('../src/checks/plan.ts');
import fs from 'node:fs';
const text=fs.readFileSync('/tmp/rR/evidence.ndjson','utf8');
console.log(text.length);
for(let i=0;i<4;i++){let t=performance.now();const e=parseEvidence(text,'x');const a=performance.now();const p=planOf(e.header);const b=performance.now();const r=judge(p,e);const c=performance.now();console.log('parse',(a-t).toFixed(0),'plan',(b-a).toFixed(0),'judge',(c-b).toFixed(0));
if(i==0){const e2=parseEvidence(text,'x');const one=p.checks.map(k=>{const t=performance.now();try{k.judge({...e2})}catch{}return [performance.now()-t,k.id]}).sort((a,b)=>b[0]-a[0]).slice(0,12);for(const o of one)console.log(o[0].toFixed(1),o[1])}}
