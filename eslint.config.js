import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: [".venv/", "build/", "grading/"] },
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2022, sourceType: "module", globals: globals.browser },
    rules: { complexity: ["error", 10], eqeqeq: ["error", "always", { null: "ignore" }] },
  },
];
