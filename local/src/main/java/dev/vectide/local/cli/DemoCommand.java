package dev.vectide.local.cli;

import dev.vectide.core.config.ConfigReader;
import dev.vectide.core.config.VectideConfig;
import dev.vectide.local.LocalSystem;
import dev.vectide.local.demo.DamagedModel;
import dev.vectide.local.story.StoryEvents;
import dev.vectide.local.story.StoryPlan;
import dev.vectide.local.story.StoryTime;
import dev.vectide.local.wordnet.WordNet;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The system with a story on real text; stays up after it until Ctrl-C, or ends with {@code --once}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the whole system and streams definitions of WordNet through it: a category never seen arrives, the"
                    + " mix shifts, the encoder is damaged and repaired. Prints what was detected, and when; the page"
                    + " shows it live."
        })
final class DemoCommand implements Callable<Integer> {
    static final String STREAM = "wordnet";

    private final Map<String, String> environment;

    @Option(
            names = "--once",
            description = "Ends after the story; exit code 1 if an incident was missed or a false alarm raised.")
    private boolean once;

    @Option(names = "--events", paramLabel = "N", description = "Length of the story. Default: ${DEFAULT-VALUE}.")
    private int events = StoryPlan.USUAL;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "An empty directory for its data; else a temporary one.")
    private @Nullable Path data;

    @Option(names = "--port", description = "Of HTTP; 0 chooses a free one. Else http.port of the settings.")
    private @Nullable Integer port;

    @Mixin
    private OutputOptions output;

    DemoCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        StoryPlan plan = plan();
        VectideConfig settings = ConfigReader.read(null, DemoSettings.over(environment, port));
        try (DemoData directory = DemoData.of(data)) {
            ServerLog.writeTo(directory.path().resolve("logs"), settings.logging());
            CountDownLatch stop = new CountDownLatch(1);
            Signals.onStop(stop::countDown);
            AtomicReference<DamagedModel> model = new AtomicReference<>();
            try (LocalSystem system = LocalSystem.start(settings, directory.path(), sound -> {
                DamagedModel decorated = new DamagedModel(sound);
                model.set(decorated);
                return decorated;
            })) {
                if (!Readiness.await(system::notReady, stop, this::say)) {
                    throw CommandException.failed("stopped before the story began");
                }
                DemoResult result = tell(plan, system, directory, Objects.requireNonNull(model.get()), stop);
                output.report(result.json(), result::print);
                if (!once) {
                    say("The page stays at " + system.address() + "; Ctrl-C stops it.");
                    stop.await();
                }
                return verdict(result, directory);
            } finally {
                if (stop.getCount() == 0) {
                    directory.done();
                }
            }
        }
    }

    private int verdict(DemoResult result, DemoData directory) {
        if (result.faults().isEmpty()) {
            directory.done();
            return ExitCode.DONE;
        }
        if (!once) {
            return ExitCode.DONE;
        }
        say("Its data and its log stay in " + directory.path() + ".");
        return ExitCode.FAILED;
    }

    private StoryPlan plan() {
        try {
            return StoryPlan.of(events);
        } catch (IllegalArgumentException e) {
            throw CommandException.usage("--events: " + e.getMessage());
        }
    }

    private DemoResult tell(
            StoryPlan plan, LocalSystem system, DemoData directory, DamagedModel model, CountDownLatch stop) {
        StoryTime time = StoryTime.until(Instant.now(), plan.events());
        StoryEvents story = new StoryEvents(plan, WordNet.nouns(), time);
        DemoDoors doors = new DemoDoors(new Api(system.address(), system.outgoing()), STREAM);
        say(String.format(
                Locale.ROOT,
                "Vectide is ready at %s (Kafka at %s, data in %s). %,d definitions of WordNet 3.1 are on their way.",
                system.address(),
                system.config().kafka().bootstrap(),
                directory.path(),
                plan.events()));
        say(String.format(
                Locale.ROOT,
                "A pane is %d events. Of drift and of novelty no more than one false alarm in %,.0f panes is to be"
                        + " expected.",
                StoryTime.PANE_EVENTS,
                system.config().monitor().runLength()));
        try (DemoTimeline timeline = DemoTimeline.of(lines(), plan.events())) {
            return new DemoRun(plan, time, story, doors, model, timeline, () -> stop.getCount() == 0).run();
        }
    }

    /** Stdout is for the summary alone where that is JSON. */
    private PrintWriter lines() {
        return output.json() ? output.err() : output.out();
    }

    private void say(String text) {
        lines().println(text);
        lines().flush();
    }
}
