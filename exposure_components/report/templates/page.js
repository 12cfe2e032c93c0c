"use strict";
const said = document.getElementById("said");

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Where pages may not write to the clipboard by themselves.
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}

for (const button of document.querySelectorAll(".copy")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await copy(button.dataset.copy);
    button.focus();
    button.textContent = "Copied";
    said.textContent = `Copied ${button.dataset.copy}`;
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
}

const filter = document.getElementById("filter");
if (filter) {
  const found = document.getElementById("found");
  const manifests = [...document.querySelectorAll("#list details")];
  filter.parentElement.hidden = false;
  filter.addEventListener("input", () => {
    const words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const manifest of manifests) {
      const label = manifest.querySelector("summary").textContent.toLowerCase();
      manifest.hidden = !words.every((word) => label.includes(word));
      shown += manifest.hidden ? 0 : 1;
    }
    found.textContent = words.length ? `${shown} of ${manifests.length}` : "";
  });
}
