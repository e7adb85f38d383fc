package dev.vectide.local.cli;

import dev.vectide.core.config.ConfigException;
import dev.vectide.core.encoder.EncoderException;
import dev.vectide.core.encoder.EncoderUnavailableException;
import dev.vectide.core.kafka.BrokerUnavailableException;
import dev.vectide.local.UnavailableException;
import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The {@code vectide} command. An error is one line on stderr (with {@code --verbose} also where it came from), and the exit
 * code says of what kind it is.
 */
@Command(
        name = "vectide",
        description = "Streaming embeddings: events in, vectors searchable at once, the representation watched.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            IngesterCommand.class,
            EncoderCommand.class,
            IndexerCommand.class,
            MonitorCommand.class,
            IngestCommand.class,
            SearchCommand.class,
            StreamsCommand.class,
            ReencodeCommand.class,
            HealthCommand.class,
            AlertsCommand.class,
            ReferenceCommand.class,
            AuditCommand.class,
            EvaluateCommand.class,
            ConfigCommand.class,
            KeyCommand.class,
            FirstKeysCommand.class,
            DoctorCommand.class,
            CommandLine.HelpCommand.class
        },
        footer = {"", "Benchmarks: './vectide bench --help'."},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed",
            "2:bad arguments or configuration",
            "69:something needed is unavailable"
        })
public final class Vectide implements Runnable {
    @Spec
    private CommandSpec spec;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Where an error came from.")
    private boolean verbose;

    public static void main(String[] args) {
        System.exit(commandLine(System.getenv()).execute(args));
    }

    /** @param environment the variables that commands may read */
    static CommandLine commandLine(Map<String, String> environment) {
        CommandLine line = new CommandLine(new Vectide(), new CommandFactory(environment))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(Vectide::misused)
                .setExecutionExceptionHandler(Vectide::failed);
        if (environment.getOrDefault("NO_COLOR", "").isEmpty()) {
            return line;
        }
        return line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "expected a command; 'vectide help' lists them");
    }

    private static int misused(ParameterException misuse, String[] args) {
        CommandLine line = misuse.getCommandLine();
        PrintWriter err = line.getErr();
        complain(line, misuse);
        UnmatchedArgumentException.printSuggestions(misuse, err);
        err.println("'" + line.getCommandSpec().qualifiedName() + " --help' says more.");
        return ExitCode.USAGE;
    }

    private static int failed(Exception failure, CommandLine line, CommandLine.ParseResult parsed) {
        complain(line, failure);
        if (failure instanceof CommandException command) {
            return command.exitCode;
        }
        if (failure instanceof UnavailableException
                || failure instanceof EncoderUnavailableException
                || failure instanceof BrokerUnavailableException) {
            return ExitCode.UNAVAILABLE;
        }
        return failure instanceof ConfigException ? ExitCode.USAGE : ExitCode.FAILED;
    }

    private static void complain(CommandLine line, Exception failure) {
        PrintWriter err = line.getErr();
        err.println(line.getColorScheme().errorText("vectide: " + sentence(failure)));
        CommandLine root = line.getCommandSpec().root().commandLine();
        if (((Vectide) root.getCommand()).verbose) {
            failure.printStackTrace(err);
        }
        err.flush();
    }

    private static String sentence(Exception failure) {
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        boolean foreseen = failure instanceof CommandException
                || failure instanceof UnavailableException
                || failure instanceof BrokerUnavailableException
                || failure instanceof EncoderException
                || failure instanceof ConfigException
                || failure instanceof ParameterException;
        return (foreseen ? message : failure.getClass().getSimpleName() + ": " + message).replaceAll("\\s*\\R\\s*", " ");
    }
}
