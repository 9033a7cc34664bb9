import { RequestMethod, type INestApplicationContext } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { ModulesContainer } from '@nestjs/core';
import { permissionsOf, type RoleTable } from '../../kernel/permissions.js';
import { ACCESS, type Access } from '../../platform/http/access.js';

export interface Route {
  readonly method: string;
  readonly path: string;
  /** `NeedApi.submit` */
  readonly handler: string;
  /** undefined: nobody said who may call it, so nobody may. */
  readonly access: Access | undefined;
}

type Handler = (...args: unknown[]) => unknown;

/** Every handler of every controller of the running application. */
export function routesOf(app: INestApplicationContext): Route[] {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()]);
  return controllers
    .flatMap(({ metatype }) => (typeof metatype === 'function' ? handlersOf(metatype as new () => object) : []))
    .toSorted((a, b) => order(a.path, b.path) || order(a.method, b.method));
}

const order = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

function handlersOf(controller: new () => object): Route[] {
  const bases = pathsOf(Reflect.getMetadata(PATH_METADATA, controller));
  const prototype = controller.prototype as Record<string, Handler>;
  return methodsOf(prototype).flatMap((name) => {
    const handler = prototype[name];
    if (typeof handler !== 'function' || !Reflect.hasMetadata(METHOD_METADATA, handler)) return [];
    const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number] ?? '?';
    const access = (Reflect.getMetadata(ACCESS, handler) ?? Reflect.getMetadata(ACCESS, controller)) as
      Access | undefined;
    return bases.flatMap((base) =>
      pathsOf(Reflect.getMetadata(PATH_METADATA, handler)).map((path) => ({
        method,
        path: joined(base, path),
        handler: `${controller.name}.${name}`,
        access,
      })),
    );
  });
}

/** A controller's own methods and those of the class it extends: Nest serves both. */
function methodsOf(prototype: object): string[] {
  const above = Object.getPrototypeOf(prototype) as object | null;
  const inherited = above === null || above === Object.prototype ? [] : methodsOf(above);
  return [...new Set([...Object.getOwnPropertyNames(prototype), ...inherited])];
}

function pathsOf(given: unknown): string[] {
  return Array.isArray(given) ? (given as string[]) : [typeof given === 'string' ? given : ''];
}

function joined(base: string, path: string): string {
  const parts = [base, path].flatMap((part) => part.split('/')).filter((part) => part !== '');
  return `/${parts.join('/')}`;
}

/** Role × route: a ● where the role may call it. What the record itself allows is the service's to check. */
export function routesMarkdown(routes: readonly Route[], roles: RoleTable): string {
  const names = Object.keys(roles);
  const held = new Map(names.map((role) => [role, permissionsOf(roles, [role])]));
  const row = ({ method, path, access }: Route): string => {
    const marks = names.map((role) => (mayCall(access, held.get(role) ?? new Set()) ? '●' : ''));
    return `| ${[`\`${method} ${path}\``, needs(access), ...marks].join(' | ')} |`;
  };
  return [
    '# Who may call what',
    '',
    'Written by `npx yipanqi routes --out docs/routes.md`; a test keeps it fresh. ● = the role holds the permission. Which records it then reaches, `Visibility` and the services decide.',
    '',
    `| Route | Needs | ${names.join(' | ')} |`,
    `| --- | --- | ${names.map(() => ':-:').join(' | ')} |`,
    ...routes.map(row),
    '',
  ].join('\n');
}

function needs(access: Access | undefined): string {
  if (!access) return '**nobody**';
  return access.kind === 'permission' ? access.anyOf.join(' or ') : access.kind;
}

function mayCall(access: Access | undefined, permissions: ReadonlySet<string>): boolean {
  if (!access) return false;
  return access.kind !== 'permission' || access.anyOf.some((permission) => permissions.has(permission));
}
