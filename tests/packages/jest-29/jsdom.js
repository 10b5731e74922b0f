const { TestEnvironment } = require("jest-environment-jsdom");

// Jest's jsdom has no fetch.
module.exports = class extends TestEnvironment {
  constructor(...options) {
    super(...options);
    this.global.nodeFetch = fetch;
  }
};
