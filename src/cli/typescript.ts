/** How a process of ours runs TypeScript as it is: `tsx` is found beside the project, whatever folder it is called in. */
export const TYPESCRIPT: readonly string[] = ['--import', import.meta.resolve('tsx')];
