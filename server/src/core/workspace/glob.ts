// Globs as project files write them: `*` and `?` within a folder, `**` across folders, `{a,b}`.

/** Whether a relative name with `/` between folders fits a glob. A glob that names a folder fits all below. */
export function fitsGlob(name: string, glob: string): boolean {
  return expressionOf(glob).test(name);
}

function expressionOf(glob: string): RegExp {
  const trimmed = glob.replace(/^\.?\//, '').replace(/\/$/, '');
  let source = '';
  let braces = 0;
  for (let at = 0; at < trimmed.length; at += 1) {
    const character = trimmed[at] ?? '';
    if (trimmed.startsWith('**/', at)) {
      source += '(?:[^/]+/)*';
      at += 2;
    } else if (trimmed.startsWith('**', at)) {
      source += '.*';
      at += 1;
    } else if (character === '*') source += '[^/]*';
    else if (character === '?') source += '[^/]';
    else if (character === '{') {
      source += '(?:';
      braces += 1;
    } else if (character === '}' && braces > 0) {
      source += ')';
      braces -= 1;
    } else if (character === ',' && braces > 0) source += '|';
    else source += character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
  }
  return new RegExp(`^${source}${')'.repeat(braces)}(?:/.*)?$`);
}
