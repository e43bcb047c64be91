// Reads the model classes of the published JavaScript clients: which properties a version of Kubernetes knows, and the
// number formats, which the declarations lack.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ClientProperty {
  readonly type: string;
  readonly format: string;
}

/** Reads one client package; the result gives a struct's properties by name, or nothing where it has no such model. */
export function clientModels(
  packageFolder: string,
): (group: string, version: string, name: string) => ReadonlyMap<string, ClientProperty> | undefined {
  const folder = join(packageFolder, 'dist/gen/models');
  return (group, version, name) => {
    const prefix = version.charAt(0).toUpperCase() + version.slice(1);
    const groupName = group.charAt(0).toUpperCase() + group.slice(1);
    const file = [`${prefix}${name}`, `${groupName}${prefix}${name}`]
      .map((model) => join(folder, `${model}.js`))
      .find(existsSync);
    if (!file) return undefined;
    const properties = new Map<string, ClientProperty>();
    const pattern = /"baseName": "([^"]+)",\s*"type": "([^"]*)",\s*"format": "([^"]*)"/g;
    for (const [, property = '', type = '', format = ''] of readFileSync(file, 'utf8').matchAll(pattern))
      properties.set(property, { type, format });
    return properties;
  };
}
