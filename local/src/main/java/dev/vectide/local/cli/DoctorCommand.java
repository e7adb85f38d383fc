package dev.vectide.local.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.core.wire.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What this machine has, and what to do about what it lacks. */
@Command(name = "doctor", mixinStandardHelpOptions = true, description = "What is missing on this machine, GPU included.")
final class DoctorCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions config;

    @Option(names = "--data", paramLabel = "DIR", description = "The data directory to look at; else the usual one.")
    private @Nullable Path data;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() {
        VectideConfig settings = config.settings(Map.of()).bind();
        List<Finding> findings = Machine.examine(settings, data == null ? ConfigOptions.usualData() : data);
        ArrayNode report = Json.MAPPER.createArrayNode();
        List<List<String>> rows = new ArrayList<>();
        for (Finding finding : findings) {
            report.add(finding.json());
            rows.add(finding.row());
        }
        output.report(report, out -> Lines.table(rows, out));
        boolean able = findings.stream().noneMatch(finding -> finding.state() == Finding.State.MISSING);
        return able ? ExitCode.DONE : ExitCode.UNAVAILABLE;
    }
}
