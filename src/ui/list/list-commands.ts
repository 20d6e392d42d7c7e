import type { Take } from '../../engine/takes/take.ts';
import type { LibraryModel } from '../library/library-model.ts';
import type { RecordingModel } from '../record/recording-model.ts';
import type { ListActions } from './list-actions.ts';
import type { ListCommand } from './list-keys.ts';

/** The list that a command is for. */
export interface CommandedList {
  readonly library: LibraryModel;
  readonly actions: ListActions;
  readonly app: {
    readonly recording: RecordingModel;
    readonly exportTakes: (takes: readonly Take[]) => void;
  };
  openMenu(take: Take): void;
}

/** Does what a key asks for. Returns whether it meant anything: if not, the key has its meaning for the whole page. */
export function runListCommand(command: ListCommand, list: CommandedList): boolean {
  const { library, actions, app } = list;
  const { current, meant } = library;
  if (command.kind === 'undo') {
    void library.takes.deletions.undo();
    return true;
  }
  if (current === undefined) return false;
  switch (command.kind) {
    case 'move':
      library.move(command.rows, command.extend);
      return true;
    case 'seek':
      actions.seek(current, command.seconds);
      return true;
    case 'play':
      if (library.selecting) library.toggle(current.id);
      // In a take Space pauses the recording.
      else if (app.recording.settled) return false;
      else actions.toggle(current);
      return true;
    case 'open':
      actions.open(current, true);
      return true;
    case 'rename':
      library.edit(current.id);
      return true;
    case 'star':
      actions.star(meant);
      return true;
    case 'reject':
      // The take sinks, and the next one is looked at.
      if (!library.selecting && !current.rejected) library.move(1);
      actions.reject(meant);
      return true;
    case 'delete':
      actions.delete(meant);
      return true;
    case 'menu':
      list.openMenu(current);
      return true;
    case 'select-all':
      library.selectAll();
      return true;
    case 'export':
      if (meant.length > 0) app.exportTakes(meant);
      return true;
    case 'leave':
      if (!library.selecting) return false;
      library.endSelecting();
      return true;
  }
}
