/* Progressive enhancement only: without it forms post and links navigate. */
(function () {
  'use strict';
  const all = (root, selector) => Array.from(root.querySelectorAll(selector));
  const clock = () => new Date().toTimeString().slice(0, 5);

  /* Picks: counts, bulk bars and send buttons of form[data-picks] follow its ticked rows. */
  function follow(form) {
    const picks = all(form, 'input[data-pick]');
    const count = picks.filter((pick) => pick.checked).length;
    all(form, '[data-count]').forEach((place) => { place.textContent = count; });
    all(form, '[data-bulk]').forEach((bar) => bar.classList.toggle('on', count > 0));
    all(form, '[data-need-pick]').forEach((button) => button.setAttribute('aria-disabled', String(count === 0)));
    all(form, '[data-all]').forEach((box) => {
      box.checked = count > 0 && count === picks.length;
      box.indeterminate = count > 0 && count < picks.length;
    });
    picks.forEach((pick) => {
      const card = pick.closest('.mc');
      if (card) card.classList.toggle('sel', pick.checked);
    });
  }
  all(document, 'form[data-picks]').forEach(follow);
  document.addEventListener('change', (event) => {
    const form = event.target.closest('form[data-picks]');
    if (!form) return;
    if (event.target.hasAttribute('data-all'))
      all(form, 'input[data-pick]').forEach((pick) => { pick.checked = event.target.checked; });
    follow(form);
  });
  document.addEventListener('click', (event) => {
    if (event.target.closest('[aria-disabled=true]')) event.preventDefault();
    if (event.target.closest('[data-print]')) window.print();
  });

  /* `/` goes to the search, except while typing. */
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    const search = document.querySelector('[data-search]');
    if (!search) return;
    event.preventDefault();
    search.focus();
  });

  /* The error summary is read first. */
  const summary = document.querySelector('[data-focus]');
  if (summary) summary.focus();

  /* Drafts: form[data-autosave="/path"] is posted there every 20 s when something changed. */
  all(document, 'form[data-autosave]').forEach((form) => {
    let saved = text(form);
    const place = form.querySelector('[data-saved]');
    setInterval(() => {
      const now = text(form);
      if (now === saved) return;
      fetch(form.dataset.autosave, { method: 'POST', body: new URLSearchParams(now), headers: { 'X-Autosave': '1' } })
        .then((answer) => {
          if (!answer.ok) return;
          saved = now;
          awake();
          if (place) place.textContent = place.dataset.text.replace('{time}', clock());
        })
        .catch(() => {}); /* offline: the next round tries again */
    }, 20000);
  });
  function text(form) {
    const fields = Array.from(new FormData(form)).filter(([, value]) => typeof value === 'string');
    return new URLSearchParams(fields).toString();
  }

  /* Two minutes before an idle session ends the reader may stay; any request keeps it alive. */
  const idle = document.querySelector('[data-idle]');
  let timer;
  function awake() {
    if (!idle) return;
    clearTimeout(timer);
    idle.hidden = true;
    timer = setTimeout(() => {
      idle.querySelector('p').textContent = idle.querySelector('p').dataset.text;
      idle.hidden = false;
    }, Math.max(0, idle.dataset.idle - 120) * 1000);
  }
  awake();
  document.addEventListener('htmx:after:request', awake);
  if (idle)
    idle.querySelector('[data-stay]').addEventListener('click', () => {
      fetch(location.href).then((answer) => (answer.redirected ? location.reload() : awake())).catch(() => {});
    });
})();
