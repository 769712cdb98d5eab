"use strict";
{
  const form = document.querySelector("form.check");
  document.documentElement.classList.add("scripts");
  const blank = document.querySelector("form[action='/blank']");
  if (blank) {
    const { kind, sender } = blank.elements;
    /** Only those who can send the kind of document that is chosen are offered. */
    const offer = () => {
      for (const group of sender.querySelectorAll("optgroup")) {
        group.hidden = Boolean(kind.value) && !JSON.parse(group.dataset.kinds).includes(kind.value);
        group.disabled = group.hidden;
      }
      if (sender.selectedOptions[0]?.parentElement.disabled) sender.value = "";
    };
    kind.addEventListener("change", offer);
    addEventListener("pageshow", offer);
  }
  if (form) {
    const drop = form.querySelector(".drop");
    const input = form.querySelector("#files");
    const list = form.querySelector(".chosen");
    const status = form.querySelector(".says");
    const most = (name) => Number(form.dataset[name]);
    const mebibyte = 1024 * 1024;

    const say = (key, values = {}) => {
      const text = key && form.getAttribute(`data-says-${key}`);
      status.textContent = key ? text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place) : "";
    };

    const size = (bytes) => (bytes < mebibyte ? `${Math.ceil(bytes / 1024)} KiB` : `${(bytes / mebibyte).toFixed(1)} MiB`);

    /** Why the chosen files cannot be sent: the key of a text, and its values. */
    const fault = (files) => {
      const large = files.find((file) => file.size > most("bytes"));
      if (large) return ["too-large", { name: large.name }];
      if (files.length > most("files")) return ["too-many"];
      if (files.reduce((sum, file) => sum + file.size, 0) > most("together")) return ["too-large-together"];
      return null;
    };

    const show = () => {
      const files = [...input.files];
      const wrong = fault(files);
      list.replaceChildren(
        ...files.map((file) => {
          const row = document.createElement("li");
          const [name, bytes] = [document.createElement("span"), document.createElement("span")];
          name.textContent = file.name;
          bytes.textContent = size(file.size);
          bytes.className = file.size > most("bytes") ? "size wrong" : "size";
          row.append(name, bytes);
          return row;
        }),
      );
      list.hidden = !files.length;
      if (wrong) say(...wrong);
      else if (files.length) say("chosen", { count: files.length });
      else say("");
      status.classList.toggle("wrong", Boolean(wrong));
      input.setCustomValidity(wrong ? status.textContent : "");
      input.toggleAttribute("aria-invalid", Boolean(wrong));
    };

    /** The chosen file that is no longer as it was when it was chosen, if there is one: browsers do not send it then. */
    const changed = async () => {
      for (const file of input.files) {
        try {
          await file.slice(0, 1).arrayBuffer();
        } catch {
          return file;
        }
      }
      return null;
    };

    const refuse = (file) => {
      input.value = "";
      show();
      say("changed", { name: file.name });
      status.classList.add("wrong");
    };

    input.addEventListener("change", show);
    let isSending = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (isSending) return;
      isSending = true;
      say("checking");
      const file = await changed();
      if (file) {
        isSending = false;
        refuse(file);
        return;
      }
      /* When each was saved last: which of two versions is the later one. */
      for (const field of form.querySelectorAll("[name=changed]")) field.remove();
      for (const { lastModified } of input.files) {
        const field = document.createElement("input");
        Object.assign(field, { type: "hidden", name: "changed", value: lastModified });
        form.append(field);
      }
      form.submit();
    });
    // Back from a report: the browser may keep the page as it was, and the file may be another one by now.
    const look = async () => {
      const file = await changed();
      if (file) refuse(file);
    };
    addEventListener("pageshow", () => {
      isSending = false;
      show();
      look();
    });
    addEventListener("focus", look);

    /* Files dropped anywhere on the page are meant for the form. */
    let inside = 0;
    const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");
    addEventListener("dragenter", (event) => {
      if (!carriesFiles(event)) return;
      inside += 1;
      drop.classList.add("over");
    });
    addEventListener("dragleave", (event) => {
      if (!carriesFiles(event)) return;
      inside = Math.max(0, inside - 1);
      drop.classList.toggle("over", inside > 0);
    });
    addEventListener("dragover", (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
    });
    addEventListener("drop", (event) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      inside = 0;
      drop.classList.remove("over");
      input.files = event.dataTransfer.files;
      show();
      form.querySelector("button.main").focus();
    });
  }
}
