package dev.vectide.local.cli;

import java.nio.file.Path;

/** Where a system logs: the important on stderr, all of it in a file. */
final class ServerLog {
    private ServerLog() {}

    /** Must come before the first logger is made; settings that the user gave to log4j stay. */
    static void writeTo(Path directory) {
        System.setProperty("vectide.logs", directory.toAbsolutePath().toString());
        boolean colours = Boolean.getBoolean("vectide.terminal") && !"false".equals(System.getProperty("picocli.ansi"));
        System.setProperty("vectide.plain", Boolean.toString(!colours));
        if (System.getProperty("log4j2.configurationFile") == null) {
            System.setProperty("log4j2.configurationFile", "classpath:log4j2-server.xml");
        }
    }
}
