import { Component, type OnInit } from "@angular/core";
import { check } from "qiscus-check";
import * as qiscus from "qiscus-wasm";

@Component({ selector: "app-root", template: "<p>Angular</p>" })
export class App implements OnInit {
  ngOnInit(): void {
    Object.assign(globalThis, { report: check(qiscus, new URLSearchParams(location.search).get("app")) });
  }
}
