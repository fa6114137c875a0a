package dev.bellows.testkit.internal.kubelet;

import dev.bellows.testkit.SparkDistribution;
import dev.bellows.testkit.internal.classdata.ClassData;
import java.net.URI;
import java.nio.file.Path;

/** What every process of this node starts with: the JVM, the tether's directory, Spark, its class data, and the API server's address. */
record Site(Path javaHome, Path tether, SparkDistribution spark, ClassData classData, URI apiServer) {
    Path java() {
        return javaHome.resolve("bin").resolve("java");
    }
}
