// Read a JSON list of cases on standard input; print, as JSON, the draw of each, made anew from the
// description at the head of scripts/brandpilot/drawing.py and from nothing else.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const sha256 = (...names) => createHash("sha256").update(names.join("|"), "utf8").digest("hex");
const byDigest = (names, digest) =>
  [...new Set(names)]
    .map((name) => [digest(name), name])
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, name]) => name);

function redraw({ seed, experts, dossiers, terms, barred, kept }) {
  const limit = terms.workload ?? Infinity;

  // Step 1
  const clusters = byDigest(dossiers, (dossier) => sha256(seed, dossier)).map((id) => {
    const region = id.split("/")[0];
    const local = experts.filter((one) => one.region === region).map((one) => one.id);
    const never = barred.filter((one) => one.dossier === id).map((one) => one.expert);
    const able = experts
      .map((one) => one.id)
      .filter((one) => !never.includes(one) && !(terms.other_region && local.includes(one)));
    return { id, list: byDigest(able, (one) => sha256(seed, id, one)), kept: [], drawn: [] };
  });
  const sits = (cluster, expert) => [...cluster.kept, ...cluster.drawn].includes(expert);
  const filled = (cluster) => cluster.kept.length + cluster.drawn.length;
  const load = (expert) => clusters.filter((cluster) => sits(cluster, expert)).length;

  // Step 2
  const before = new Map(Object.entries(kept));
  for (const cluster of clusters) {
    for (const expert of cluster.list) {
      if (
        (before.get(cluster.id) ?? []).includes(expert) &&
        filled(cluster) < terms.per_cluster &&
        load(expert) < limit
      ) {
        cluster.kept.push(expert);
      }
    }
  }

  // Step 3
  for (let turn = 1; turn <= terms.per_cluster; turn += 1) {
    for (const asking of clusters) {
      if (filled(asking) >= turn) continue;

      // Step 4
      const queue = [{ cluster: asking, by: null }];
      const reached = [];
      for (let next = 0; next < queue.length; next += 1) {
        for (const expert of queue[next].cluster.list) {
          if (sits(queue[next].cluster, expert)) continue;
          if (reached.some((one) => one.expert === expert)) continue;
          const here = { expert, from: queue[next] };
          reached.push(here);
          for (const cluster of clusters) {
            if (cluster.drawn.includes(expert) && !queue.some((one) => one.cluster === cluster)) {
              queue.push({ cluster, by: here });
            }
          }
        }
      }

      // Step 5
      const free = reached.filter(({ expert }) => load(expert) < limit);
      const least = Math.min(...free.map(({ expert }) => load(expert)));
      let move = free.find(({ expert }) => load(expert) === least) ?? null;
      while (move) {
        const { cluster, by } = move.from;
        if (by) cluster.drawn = cluster.drawn.filter((one) => one !== by.expert);
        cluster.drawn.push(move.expert);
        move = by;
      }
    }
  }

  return {
    assigned: clusters.map((one) => [one.id, one.list.filter((expert) => sits(one, expert))]),
    short: clusters
      .filter((one) => filled(one) < terms.per_cluster)
      .map((one) => [one.id, terms.per_cluster - filled(one)]),
  };
}

console.log(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(redraw)));
