package dev.vectide.local.cli;

/** What the process ends with. */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;
    /** Bad arguments or configuration. */
    static final int USAGE = 2;
    /** Something needed is unavailable. */
    static final int UNAVAILABLE = 69;

    private ExitCode() {}
}
