package dev.vectide.local.cli;

import dev.vectide.core.stream.StreamName;
import picocli.CommandLine.Option;

/** The stream that a command is about. */
final class StreamOption {
    @Option(names = "--stream", paramLabel = "NAME", defaultValue = "default", description = "Default: ${DEFAULT-VALUE}.")
    private String name;

    String name() {
        return checked("--stream", name);
    }

    static String checked(String where, String name) {
        if (!StreamName.isValid(name)) {
            throw CommandException.usage(where + ": '" + name + "', expected a name such as tickets (" + StreamName.PATTERN + ")");
        }
        return name;
    }
}
