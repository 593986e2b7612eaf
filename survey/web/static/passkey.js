// Ask the phone for a passkey, and send what it signed as a form of the page.
(function () {
  "use strict";
  if (!window.PublicKeyCredential || !navigator.credentials) return;

  function bytes(text) {
    var plain = atob(text.split("-").join("+").split("_").join("/"));
    return Uint8Array.from(plain, function (c) { return c.charCodeAt(0); });
  }

  function text(buffer) {
    var plain = btoa(String.fromCharCode.apply(null, new Uint8Array(buffer)));
    return plain.split("+").join("-").split("/").join("_").split("=")[0];
  }

  function read(options) {
    options.challenge = bytes(options.challenge);
    // the id of the host is a name, that of the account is bytes
    for (var name in options) {
      if (name !== "rp" && options[name].id) options[name].id = bytes(options[name].id);
    }
    (options.excludeCredentials || []).forEach(function (each) { each.id = bytes(each.id); });
    return options;
  }

  function written(credential) {
    var response = {};
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]
      .forEach(function (name) {
        if (credential.response[name]) response[name] = text(credential.response[name]);
      });
    return JSON.stringify({
      id: credential.id, rawId: credential.id, type: credential.type, response: response
    });
  }

  document.querySelectorAll("form[data-passkey]").forEach(function (form) {
    var failed = form.querySelector("[role=status]");
    form.hidden = false;
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      failed.textContent = "";
      var options = { publicKey: read(JSON.parse(form.dataset.options)) };
      navigator.credentials[form.dataset.passkey](options).then(function (credential) {
        form.elements.credential.value = written(credential);
        HTMLFormElement.prototype.submit.call(form);
      }).catch(function () {
        failed.textContent = form.dataset.failed;
      });
    });
  });
})();
