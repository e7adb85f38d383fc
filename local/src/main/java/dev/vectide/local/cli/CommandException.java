package dev.vectide.local.cli;

/** A command ends here; the message is the one line that its user reads. */
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1;

    final int exitCode;

    CommandException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    static CommandException usage(String message) {
        return new CommandException(ExitCode.USAGE, message);
    }

    static CommandException failed(String message) {
        return new CommandException(ExitCode.FAILED, message);
    }

    static CommandException unavailable(String message) {
        return new CommandException(ExitCode.UNAVAILABLE, message);
    }
}
