// How the module inside VS Code marks lines for the process that started it.

/** In front of a line that is printed as it is. */
export const PRINT_MARK = '[statefulset-print] ';
/** Says that the preview is open and can be read from the page. */
export const PREVIEW_MARK = '[statefulset-preview] ';
