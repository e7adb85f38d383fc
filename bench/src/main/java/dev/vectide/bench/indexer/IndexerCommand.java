package dev.vectide.bench.indexer;

import dev.vectide.bench.Figures;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./vectide bench indexer}. */
@Command(
        name = "indexer",
        mixinStandardHelpOptions = true,
        description = "The vector store against Lucene: upserts, queries, both at once; recall as it changes; restarts.")
public final class IndexerCommand implements Callable<Integer> {
    private enum Output {
        TABLE,
        JSON
    }

    @Option(names = "--quick", description = "Fewer vectors and rounds: two minutes on two processors.")
    private boolean quick;

    @Option(names = "--all-peers", description = "Also Lucene compacted and quantised, and JVector: three quarters of an hour.")
    private boolean allPeers;

    @Option(
            names = "--million",
            description = "Instead: a million vectors in our store, and how soon it is there after a kill and a stop.")
    private boolean million;

    @Option(names = "--output", defaultValue = "TABLE", description = "table or json.")
    private Output output = Output.TABLE;

    @Override
    public Integer call() throws Exception {
        Figures figures = million
                ? IndexerBench.million(System.err::println)
                : IndexerBench.run(quick, allPeers, System.err::println);
        if (output == Output.JSON) {
            figures.json(System.out);
        } else {
            figures.table(System.out);
        }
        return 0;
    }
}
