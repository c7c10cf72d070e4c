// Asks a running service by JSON, made of its own description of itself and of nothing else: Node 18 or later, no packages.
//   node docs/examples/clients/smoke.mjs http://127.0.0.1:5080 ~/.local/state/dronelogistics/token
import { readFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import assert from 'node:assert/strict';

const [base, tokenFile] = process.argv.slice(2);
const authorization = `Bearer ${(await readFile(tokenFile, 'utf8')).trim()}`;
const description = await (await fetch(`${base}/openapi/v1.json`, { headers: { authorization } })).json();

// A function for each operation, called by its name with one object: what stands in the path or the query goes there, the rest is the body.
const client = {};
for (const [path, verbs] of Object.entries(description.paths)) {
  for (const [verb, operation] of Object.entries(verbs)) {
    client[operation.operationId] = async (request = {}) => {
      const rest = { ...request };
      const query = new URLSearchParams();
      let address = path;
      for (const { name, in: where } of operation.parameters) {
        if (!(name in rest)) continue;
        if (where === 'path') address = address.replace(`{${name}}`, String(rest[name]).split('/').pop());
        else query.set(name, rest[name]);
        delete rest[name];
      }
      const body = operation.requestBody ? JSON.stringify(rest) : undefined;
      const headers = { authorization, ...(body && { 'content-type': 'application/json' }) };
      const answer = await fetch(`${base}${address}${query.size ? `?${query}` : ''}`, { method: verb.toUpperCase(), headers, body, signal: AbortSignal.timeout(30_000) });
      const text = await answer.text();
      if (!answer.ok) throw Object.assign(new Error(text), { status: answer.status, details: JSON.parse(text).details ?? [] });
      return 'application/x-ndjson' in operation.responses['200'].content ? text.trim().split('\n').map(JSON.parse) : JSON.parse(text);
    };
  }
}

const { sites } = await client.NetworkService_ListSites({ pageSize: 5 });
assert.equal(sites.length, 5);

const flight = { origin: 'sites/putuo', destination: 'sites/liuheng', aircraftType: 'aircraftTypes/fz90', payloadKg: 15, wind: { fromDeg: 340, speedMps: 3 }, departureTime: process.argv[4] };
const { decision } = await client.PlanningService_CheckFlight({ flight });
assert.equal(decision.verdict, 'VERDICT_GO');

// The same request twice is one flight.
const booking = { requestId: randomUUID(), flight };
const first = await client.FlightsService_ScheduleFlight(booking);
const again = await client.FlightsService_ScheduleFlight(booking);
assert.equal(again.flight.name, first.flight.name);

const trace = await client.PlanningService_SimulateFlight({ flight });
assert.ok(trace.length > 10);

const trouble = await client.PlanningService_CheckFlight({ flight: { ...flight, payloadKg: -1 } }).catch(error => error);
assert.equal(trouble.status, 400);
assert.ok(trouble.details.some(detail => detail.reason === 'NEGATIVE'));

const cancelled = await client.FlightsService_CancelFlight({ name: first.flight.name });
assert.equal(cancelled.state, 'CANCELLED');
console.log(`${first.flight.name} booked once and cancelled; ${trace.length} points of its trace; ${Object.keys(client).length} operations known`);
