package dev.vectide.local.cli;

import dev.vectide.core.config.VectideConfig;
import java.nio.file.Path;

/** Where a system logs: the important on stderr, all of it in a file. */
final class ServerLog {
    private static final String CONSOLE = "%d{HH:mm:ss} %highlight{%-5level}{INFO=default} %logger{1}: %msg%n%ex{short}";
    private static final String FILE = "%d{ISO8601_OFFSET_DATE_TIME_HHCMM} %-5level [%t] %logger: %msg%n%ex";
    /** Fields of the diagnostic context stand where there are any. */
    private static final String JSON = "{\"time\":\"%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX}\",\"level\":\"%level\",\"logger\":\"%logger\""
            + ",\"thread\":\"%enc{%t}{JSON}\",\"message\":\"%enc{%m}{JSON}\"" + field("stream", true) + field("topic", true)
            + field("partition", false) + field("offset", false) + "%notEmpty{,\"error\":\"%enc{%ex}{JSON}\"}}%n";

    private ServerLog() {}

    /** Must come before the first logger is made; settings that the user gave to log4j stay. */
    static void writeTo(Path directory, VectideConfig.Logging settings) {
        System.setProperty("vectide.logs", directory.toAbsolutePath().toString());
        boolean json = settings.format() == VectideConfig.Logging.Format.JSON;
        System.setProperty("vectide.log.console", json ? JSON : CONSOLE);
        System.setProperty("vectide.log.file", json ? JSON : FILE);
        boolean colours = Boolean.getBoolean("vectide.terminal") && !"false".equals(System.getProperty("picocli.ansi"));
        System.setProperty("vectide.plain", Boolean.toString(!colours));
        if (System.getProperty("log4j2.configurationFile") == null) {
            System.setProperty("log4j2.configurationFile", "classpath:log4j2-server.xml");
        }
    }

    private static String field(String name, boolean quoted) {
        String value = "%X{" + name + "}";
        return "%notEmpty{,\"" + name + "\":" + (quoted ? "\"%enc{" + value + "}{JSON}\"" : value) + "}";
    }
}
