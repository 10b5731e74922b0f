// VitePress's own theme in the colours and fonts of the demo page; without its fonts.
import theme from "vitepress/theme-without-fonts";
import "../../../style/tokens.css";
import "./style.css";

export default theme;
