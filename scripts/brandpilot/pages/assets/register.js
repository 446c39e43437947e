/* The register's own filter: substrings anywhere, choices kept in the address, columns sortable. */
(() => {
  const form = document.getElementById("filter");
  const table = document.getElementById("register");
  const empty = document.getElementById("empty");
  if (!form || !table) return;

  const body = table.tBodies[0];
  const rows = [...body.rows].map((row) => ({ row, text: row.textContent.toLowerCase() }));
  const choices = ["state", "unit", "batch"];
  const headings = [...table.tHead.rows[0].cells];
  let sorted = { column: -1, down: false };

  const readAddress = () => {
    const asked = new URLSearchParams(location.search);
    for (const name of ["q", ...choices]) form.elements[name].value = asked.get(name) ?? "";
    const column = Number.parseInt(asked.get("sort") ?? "", 10) - 1;
    sorted = column in headings ? { column, down: asked.get("order") === "down" } : { column: -1, down: false };
  };

  const writeAddress = () => {
    const asked = new URLSearchParams();
    for (const name of ["q", ...choices]) {
      const value = form.elements[name].value.trim();
      if (value) asked.set(name, value);
    }
    if (sorted.column >= 0) asked.set("sort", sorted.column + 1);
    if (sorted.down) asked.set("order", "down");
    const query = asked.toString();
    history.replaceState(null, "", location.pathname + (query ? `?${query}` : "") + location.hash);
  };

  const filter = () => {
    const words = form.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { row, text } of rows) {
      const fits =
        words.every((word) => text.includes(word)) &&
        choices.every((name) => {
          const value = form.elements[name].value;
          return !value || row.dataset[name] === value;
        });
      row.hidden = !fits;
      if (fits) shown += 1;
    }
    form.querySelector("output").value = `显示 ${shown} 个，共 ${rows.length} 个`;
    empty.hidden = shown > 0;
  };

  const keyOf = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.sort ?? cell.textContent.trim();
  };

  const sort = () => {
    headings.forEach((heading, column) => {
      if (column !== sorted.column) heading.removeAttribute("aria-sort");
      else heading.setAttribute("aria-sort", sorted.down ? "descending" : "ascending");
    });
    const inOrder = rows.map(({ row }) => row);
    if (sorted.column >= 0) {
      const sign = sorted.down ? -1 : 1;
      const keys = new Map(inOrder.map((row) => [row, keyOf(row, sorted.column)]));
      // What is not known stands last in either direction.
      inOrder.sort((one, other) => {
        const [a, b] = [keys.get(one), keys.get(other)];
        if (!a || !b) return Boolean(b) - Boolean(a);
        return sign * a.localeCompare(b, "zh");
      });
    }
    body.append(...inOrder);
  };

  headings.forEach((heading, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = heading.textContent;
    heading.replaceChildren(button);
    button.addEventListener("click", () => {
      sorted = { column, down: sorted.column === column && !sorted.down };
      sort();
      writeAddress();
    });
  });

  form.addEventListener("input", () => {
    filter();
    writeAddress();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () =>
    setTimeout(() => {
      filter();
      writeAddress();
    }),
  );
  addEventListener("popstate", () => {
    readAddress();
    filter();
    sort();
  });

  form.hidden = false;
  readAddress();
  filter();
  sort();
})();
