package dev.vectide.local.cli;

import java.nio.file.Path;

/** Where a system logs: the important on stderr, all of it in a file. */
final class ServerLog {
    private ServerLog() {}

    /** Must come before the first logger is made; settings that the user gave to log4j stay. */
    static void writeTo(Path directory) {
        System.setProperty("vectide.logs", directory.toAbsolutePath().toString());
        if (System.getProperty("log4j2.configurationFile") == null) {
            System.setProperty("log4j2.configurationFile", "classpath:log4j2-server.xml");
        }
    }
}
