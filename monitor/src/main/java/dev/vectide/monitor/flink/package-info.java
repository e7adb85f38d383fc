/**
 * The monitors as Flink jobs. {@link dev.vectide.monitor.flink.MonitorJob} is the whole job on one page; {@link
 * dev.vectide.monitor.flink.MonitorCluster} runs the three in this JVM and brings each back from its newest complete
 * checkpoint.
 */
@org.jspecify.annotations.NullMarked
package dev.vectide.monitor.flink;
