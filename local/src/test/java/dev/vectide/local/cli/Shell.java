package dev.vectide.local.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine;

/** Runs commands in this JVM. */
final class Shell {
    private final Map<String, String> environment = new HashMap<>();

    Shell with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    record Result(int exitCode, String out, String err) {}

    Result run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Vectide.commandLine(environment)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        return new Result(line.execute(args), out.toString(), err.toString());
    }
}
