import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Judges the libraries that are shipped, by the lists of parts (CycloneDX, XML) that the build makes and by
 * {@code .ci/dependencies.rules}. A program of one file, run by {@code java} itself: {@code .ci/dependencies} starts it. Each
 * fault is one line on standard error that names the library; any fault ends it with status 1.
 */
final class Dependencies {
    private final Rules rules;
    private final List<String> faults = new ArrayList<>();

    private Dependencies(Rules rules) {
        this.rules = rules;
    }

    public static void main(String[] args) throws Exception {
        Dependencies run = new Dependencies(Rules.read(Path.of(args[1])));
        switch (args[0]) {
            case "licences" -> run.licences(part(args[2]), part(args[3]), Path.of(args[4]));
            case "write" -> run.write(part(args[2]), part(args[3]), Path.of(args[4]));
            case "classes" -> run.classes(Path.of(args[2]));
            case "versions" -> versions(part(args[2]), Path.of(args[3]), Path.of(args[4]));
            default -> throw new IllegalArgumentException("no command " + args[0]);
        }
        run.faults.forEach(System.err::println);
        System.exit(run.faults.isEmpty() ? 0 : 1);
    }

    private static List<Library> part(String file) throws Exception {
        return Library.read(Path.of(file));
    }

    /** Every library has a licence that is allowed, every exception is in use, and the page says the same. */
    private void licences(List<Library> shipped, List<Library> bench, Path page) throws IOException {
        String wanted = page(shipped, bench);
        if (!faults.isEmpty()) {
            return;
        }
        String there = Files.exists(page) ? Files.readString(page) : "";
        if (!there.equals(wanted)) {
            faults.add(page + " does not say what is shipped, first at \"" + firstDifference(there, wanted)
                    + "\": write it anew with .ci/dependencies write");
        } else {
            System.out.println(shipped.size() + " libraries are shipped, bench has " + without(bench, shipped).size()
                    + " of its own: all have licences that are allowed, and " + page + " names them");
        }
    }

    private void write(List<Library> shipped, List<Library> bench, Path page) throws IOException {
        String text = page(shipped, bench);
        if (faults.isEmpty()) {
            Files.writeString(page, text);
            System.out.println("wrote " + page);
        }
    }

    private String page(List<Library> shipped, List<Library> bench) {
        StringBuilder page = new StringBuilder("""
                # Libraries of others

                Written by `.ci/dependencies write`, checked by `.ci/run dependencies`. Licences are those that libraries
                declare of themselves, as CycloneDX reads them. Weights and data of others are in [NOTICE](../NOTICE); libraries
                for a GPU (profiles `cuda12`, `cuda13`: ONNX Runtime, MIT; Bytedeco's build of it, Apache-2.0) are unpacked only
                where asked for.

                ## Shipped

                On the class path of `./vectide` and in the images; the job jar for Flink holds some of them.

                """);
        table(page, shipped);
        page.append("""

                ## Of the benchmarks alone

                On the class path of `./vectide bench`, beside those above; not in the images.

                """);
        table(page, without(bench, shipped));
        page.append("\n## Exceptions\n\n");
        for (Rules.Exemption exception : rules.exceptions()) {
            if (exception.used().isEmpty()) {
                faults.add("exception for " + exception.artefact() + ": no library needs it");
            }
            page.append(String.format("- `%s` (%s), taken under %s: %s\n", exception.artefact(),
                    String.join(", ", exception.declared()), exception.taken(), exception.reason()));
        }
        return page.toString();
    }

    private void table(StringBuilder page, List<Library> libraries) {
        page.append("| library | version | licence |\n|---|---|---|\n");
        for (Library library : libraries) {
            rules.licence(library).ifPresentOrElse(
                    licence -> page.append(String.format("| %s | %s | %s |\n", library.name(), library.version(), licence)),
                    () -> faults.add("licence of " + library + " is not allowed: "
                            + (library.licences().isEmpty() ? "it declares none" : String.join(", ", library.licences()))));
        }
    }

    private static List<Library> without(List<Library> libraries, List<Library> others) {
        Set<Library> known = new HashSet<>(others);
        return libraries.stream().filter(library -> !known.contains(library)).toList();
    }

    private static String firstDifference(String there, String wanted) {
        List<String> old = there.lines().toList();
        List<String> now = wanted.lines().toList();
        for (int i = 0; i < Math.max(old.size(), now.size()); i++) {
            if (i >= now.size() || i >= old.size() || !old.get(i).equals(now.get(i))) {
                return i < now.size() ? now.get(i) : old.get(i);
            }
        }
        return "its last line's end";
    }

    /** No class lies in two jars of a class path, but where a rule says so. */
    private void classes(Path lib) throws IOException {
        Map<String, String> owners = new HashMap<>();
        Map<String, List<String>> twice = new TreeMap<>();
        List<Path> jars = jars(lib);
        for (Path jar : jars) {
            try (ZipFile zip = new ZipFile(jar.toFile())) {
                zip.stream().map(ZipEntry::getName).filter(Dependencies::isClass).distinct().forEach(name -> {
                    String other = owners.putIfAbsent(name, jar.getFileName().toString());
                    if (other != null) {
                        twice.computeIfAbsent(other + " and " + jar.getFileName(), pair -> new ArrayList<>()).add(name);
                    }
                });
            }
        }
        twice.forEach((pair, names) -> {
            if (!rules.mayShare(pair)) {
                faults.add(pair + " both have " + names.get(0)
                        + (names.size() > 1 ? " and " + (names.size() - 1) + " more classes" : ""));
            }
        });
        if (faults.isEmpty()) {
            System.out.println(lib + ": " + owners.size() + " classes in " + jars.size() + " jars, none in two"
                    + (twice.isEmpty() ? "" : " but for " + twice.size() + " pairs that a rule names"));
        }
    }

    private static boolean isClass(String entry) {
        return entry.endsWith(".class") && !entry.startsWith("META-INF/") && !entry.endsWith("module-info.class")
                && !entry.endsWith("package-info.class");
    }

    private static List<Path> jars(Path lib) throws IOException {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(lib, "*.jar")) {
            files.forEach(jars::add);
        }
        jars.sort(Comparator.naturalOrder());
        return jars;
    }

    /** What is shipped, when it was built (its newest file, where times were kept) and what is newer; oldest first. */
    private static void versions(List<Library> shipped, Path lib, Path updates) throws IOException {
        Map<String, String> newer = new HashMap<>();
        String told = Files.exists(updates) ? Files.readString(updates) : "";
        Matcher update = Pattern.compile("([\\w.-]+:[\\w.-]+)[\\s.]+(\\S+)\\s+->\\s+(\\S+)").matcher(told);
        while (update.find()) {
            newer.put(update.group(1), update.group(3));
        }
        Map<Library, Optional<LocalDate>> built = new HashMap<>();
        for (Library library : shipped) {
            built.put(library, built(lib.resolve(library.artefact() + "-" + library.version() + ".jar")));
        }
        String row = "%-72s %-20s %-10s %s%n";
        System.out.printf(row, "library", "version", "built", "newer of the same major");
        shipped.stream()
                .sorted(Comparator.comparing((Library library) -> built.get(library).orElse(LocalDate.MAX)))
                .forEach(library -> System.out.printf(row, library.name(), library.version(),
                        built.get(library).map(LocalDate::toString).orElse("-"), newer.getOrDefault(library.name(), "")));
        Set<String> names = shipped.stream().map(Library::name).collect(Collectors.toSet());
        new TreeMap<>(newer).forEach((name, version) -> {
            if (!names.contains(name)) {
                System.out.printf(row, name, "pinned, not shipped", "", version);
            }
        });
    }

    private static Optional<LocalDate> built(Path jar) throws IOException {
        if (!Files.exists(jar)) {
            return Optional.empty();
        }
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            return zip.stream()
                    .map(entry -> LocalDate.ofInstant(entry.getLastModifiedTime().toInstant(), ZoneOffset.UTC))
                    .max(Comparator.naturalOrder())
                    // Builds that are to come out the same everywhere write a made-up date.
                    .filter(date -> date.getYear() > 1980 && date.getDayOfYear() > 1);
        }
    }

    /** A library of a list of parts; its licences as declared, by SPDX id where there is one, else by name. */
    private record Library(String group, String artefact, String version, List<String> licences) {
        static List<Library> read(Path file) throws Exception {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Element bom = factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
            List<Library> libraries = new ArrayList<>();
            for (Element component : children(child(bom, "components").orElseThrow(), "component")) {
                Library library = of(component);
                if (!library.group().equals("dev.vectide")) {
                    libraries.add(library);
                }
            }
            if (libraries.isEmpty()) {
                throw new IOException(file + " names no library");
            }
            libraries.sort(Comparator.comparing(Library::name).thenComparing(Library::version));
            return libraries;
        }

        private static Library of(Element component) {
            List<String> licences = new ArrayList<>();
            for (Element all : children(component, "licenses")) {
                children(all, "license").forEach(licence -> licences.add(child(licence, "id").or(() -> child(licence, "name"))
                        .map(found -> found.getTextContent().strip()).orElse("a licence without a name")));
                children(all, "expression").forEach(expression -> licences.add(expression.getTextContent().strip()));
            }
            return new Library(
                    text(component, "group"), text(component, "name"), text(component, "version"), List.copyOf(licences));
        }

        String name() {
            return group + ":" + artefact;
        }

        @Override
        public String toString() {
            return name() + ":" + version;
        }

        private static String text(Element parent, String name) {
            return child(parent, name).map(found -> found.getTextContent().strip()).orElse("");
        }

        private static Optional<Element> child(Element parent, String name) {
            return children(parent, name).stream().findFirst();
        }

        private static List<Element> children(Element parent, String name) {
            List<Element> found = new ArrayList<>();
            for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
                if (node instanceof Element element && element.getTagName().equals(name)) {
                    found.add(element);
                }
            }
            return found;
        }
    }

    /** The file of rules; its head says what its lines mean. */
    private record Rules(Set<String> allowed, Map<String, String> aliases, List<Exemption> exceptions, Set<String> shared) {
        record Exemption(String artefact, List<String> declared, String taken, String reason, Set<String> used) {
            boolean covers(Library library, Collection<String> licences) {
                return Pattern.matches(artefact.replace(".", "\\.").replace("*", ".*"), library.name())
                        && new TreeSet<>(declared).equals(new TreeSet<>(licences));
            }
        }

        static Rules read(Path file) throws IOException {
            Rules rules = new Rules(new TreeSet<>(), new HashMap<>(), new ArrayList<>(), new HashSet<>());
            int number = 0;
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                number++;
                if (!line.isBlank() && !line.startsWith("#")) {
                    rules.add(line.strip().split("\\s*\\|\\s*"), file + ":" + number);
                }
            }
            return rules;
        }

        private void add(String[] words, String where) throws IOException {
            switch (words[0] + " " + words.length) {
                case "allow 2" -> allowed.add(words[1]);
                case "alias 3" -> aliases.put(words[1], words[2]);
                case "except 5" -> exceptions.add(
                        new Exemption(words[1], List.of(words[2].split(",\\s*")), words[3], words[4], new TreeSet<>()));
                case "twice 4" -> shared.add(words[1] + " " + words[2]);
                default -> throw new IOException(where + ": is no rule");
            }
        }

        /** The licence under which a library is taken; none if the rules have none. */
        Optional<String> licence(Library library) {
            List<String> licences =
                    library.licences().stream().map(name -> aliases.getOrDefault(name, name)).distinct().toList();
            List<String> declared = licences.isEmpty() ? List.of("none") : licences;
            for (Exemption exception : exceptions) {
                if (exception.covers(library, declared)) {
                    exception.used().add(library.name());
                    return Optional.of(exception.taken() + " (exception)");
                }
            }
            return allowed.containsAll(declared)
                    ? Optional.of(declared.stream().sorted().collect(Collectors.joining(", ")))
                    : Optional.empty();
        }

        boolean mayShare(String pair) {
            String[] jars = pair.split(" and ");
            String first = artefact(jars[0]);
            String second = artefact(jars[1]);
            return shared.contains(first + " " + second) || shared.contains(second + " " + first);
        }

        private static String artefact(String jar) {
            return jar.replaceFirst("-\\d.*", "");
        }
    }
}
