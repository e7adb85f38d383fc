package dev.vectide.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A script for Node.js that is a client of a door, with its packages from npm, pinned by its lock file. Where npm's
 * registry cannot be reached and its cache does not have them, that is a failure that says so.
 */
public final class NodeScript {
    private final Path work;
    private final String script;

    private NodeScript(Path work, String script) {
        this.work = work;
        this.script = script;
    }

    /**
     * Empty where a script can run; else what is left unchecked and why, which is also printed, and on CI a failure.
     *
     * @param client whose script it is
     */
    public static Optional<String> unchecked(String client) throws InterruptedException {
        if (runs("node") && runs("npm")) {
            return Optional.empty();
        }
        String message = "the door is NOT checked against " + client + ": there is no Node.js 20 or newer with npm here";
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(message);
        }
        System.out.println(message);
        return Optional.of(message);
    }

    private static boolean runs(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * A script with its packages.
     *
     * @param sources folder of the script, {@code package.json} and {@code package-lock.json}
     * @param work where they are installed
     */
    public static NodeScript install(Path sources, Path work, String script) throws InterruptedException {
        try {
            Files.createDirectories(work);
            for (String file : List.of("package.json", "package-lock.json", script)) {
                Files.write(work.resolve(file), Files.readAllBytes(sources.resolve(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            // Peers are for those who compile TypeScript.
            run(work, List.of("npm", "ci", "--prefer-offline", "--legacy-peer-deps", "--no-audit", "--no-fund"));
        } catch (AssertionError e) {
            throw new AssertionError("NOT checked, as the packages did not come from npm: " + e.getMessage(), e);
        }
        return new NodeScript(work, script);
    }

    /** What the script prints; fails with it unless it ends with 0. */
    public String run(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("node", script));
        command.addAll(List.of(arguments));
        return run(work, command);
    }

    private static String run(Path work, List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(work.toFile())
                    .redirectErrorStream(true)
                    .start();
            try {
                process.getOutputStream().close();
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                int code = process.waitFor();
                if (code != 0) {
                    throw new AssertionError(String.join(" ", command) + " ended with " + code + ":\n" + output);
                }
                return output;
            } finally {
                process.destroy();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
