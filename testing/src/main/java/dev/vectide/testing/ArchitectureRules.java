package dev.vectide.testing;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The rules on packages, by their names: {@code dev.vectide.<module>.<name>} is a technology's door if it is called after
 * one, configuration if it is called {@code config}, and else a thing, which is pure. The module's own package is its
 * process.
 *
 * <p>For use by one thread.
 */
public final class ArchitectureRules {
    /** Packages named after a technology. */
    private static final Set<String> DOORS =
            Set.of("kafka", "streams", "flink", "onnx", "imageio", "rocks", "http", "cli", "browser", "otel");

    private static final String[] TECHNOLOGIES = {
        "org.apache.kafka..",
        "org.apache.flink..",
        "org.rocksdb..",
        "ai.djl..",
        "ai.onnxruntime..",
        "io.javalin..",
        "jakarta..",
        "org.eclipse.jetty..",
        "picocli..",
        "kafka..",
        "javax.imageio..",
        "io.opentelemetry..",
        "java.awt.."
    };
    private static final String[] SURROUNDINGS = {
        "org.slf4j..", "org.apache.logging..", "java.util.logging..", "io.micrometer..", "java.nio.file..",
        "java.nio.channels..", "java.net..", "java.sql..", "javax.."
    };
    private static final Set<String> THREADS_AND_FILES = Set.of(
            "java.lang.Thread",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.util.Timer",
            "java.util.concurrent.Executor",
            "java.util.concurrent.Executors",
            "java.util.concurrent.ExecutorService",
            "java.util.concurrent.ScheduledExecutorService",
            "java.util.concurrent.ForkJoinPool",
            "java.util.concurrent.ThreadLocalRandom",
            "java.io.File",
            "java.io.FileInputStream",
            "java.io.FileOutputStream",
            "java.io.RandomAccessFile",
            "java.io.PrintStream");
    private static final Set<String> NOW = Set.of("now", "systemUTC", "systemDefaultZone", "currentTimeMillis", "nanoTime");

    private final String module;
    private final JavaClasses classes;

    private ArchitectureRules(String module) {
        this.module = module;
        this.classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("/wire/proto/"))
                .importPackages(module);
        if (classes.isEmpty()) {
            throw new AssertionError("no classes in " + module);
        }
    }

    /** @param module its package, such as {@code dev.vectide.indexer} */
    public static ArchitectureRules of(String module) {
        return new ArchitectureRules(module);
    }

    /** Packages of things know no technology, thread, logger, metric, file or socket. */
    public ArchitectureRules thingsArePure() {
        noClasses()
                .that(isThing())
                .should()
                .dependOnClassesThat(resideInAnyPackage(TECHNOLOGIES)
                        .or(resideInAnyPackage(SURROUNDINGS))
                        .or(describe("threads or files", type -> THREADS_AND_FILES.contains(type.getName()))))
                .allowEmptyShould(true)
                .check(classes);
        return this;
    }

    /** Time is a parameter. */
    public ArchitectureRules thingsReadNoClock() {
        noClasses()
                .that(isThing())
                .should()
                .accessTargetWhere(DescribedPredicate.describe("the clock is read", ArchitectureRules::readsClock))
                .allowEmptyShould(true)
                .check(classes);
        return this;
    }

    /** A technology is known only in the packages called after it (or, of Kafka, after one built on it). */
    public ArchitectureRules technologiesStayBehindTheirDoors() {
        door("org.apache.flink..", "flink");
        door("org.apache.kafka.streams..", "streams");
        door("org.rocksdb..", "rocks", "streams");
        door("ai.djl..", "onnx");
        door("ai.onnxruntime..", "onnx");
        door("io.opentelemetry..", "otel");
        door("io.javalin..", "http");
        // In memory it is an algorithm, which a thing may know.
        door("org.apache.lucene..", "lexical");
        return this;
    }

    /** Packages of the module can be read one after the other. */
    public ArchitectureRules packagesHaveNoCycles() {
        slices().matching(module + ".(*)..").should().beFreeOfCycles().allowEmptyShould(true).check(classes);
        return this;
    }

    private void door(String technology, String... doors) {
        String[] packages = Arrays.stream(doors).map(door -> module + "." + door + "..").toArray(String[]::new);
        classes()
                .that()
                .resideInAPackage(module + "..")
                .and()
                .resideOutsideOfPackages(packages)
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackage(technology)
                .check(classes);
    }

    private DescribedPredicate<JavaClass> isThing() {
        return describe("are in a package named after a thing", type -> {
            String name = type.getPackageName();
            if (!name.startsWith(module + ".")) {
                return false;
            }
            String[] parts = name.substring(module.length() + 1).split("\\.");
            return Arrays.stream(parts).noneMatch(part -> DOORS.contains(part) || part.equals("config"));
        });
    }

    private static boolean readsClock(JavaAccess<?> access) {
        AccessTarget target = access.getTarget();
        String owner = target.getOwner().getName();
        boolean clock = owner.startsWith("java.time.") || owner.equals("java.lang.System");
        return clock && NOW.contains(target.getName());
    }

    private static DescribedPredicate<JavaClass> describe(String words, Predicate<JavaClass> test) {
        return DescribedPredicate.describe(words, test);
    }
}
