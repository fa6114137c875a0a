package dev.bellows.benchmarks.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.spark.launcher.InProcessLauncher;
import org.apache.spark.launcher.SparkAppHandle;

/** Submits by Spark's launcher inside one JVM, again and again, and writes down how long each took. */
public final class LauncherLoop {
    private static final int WARM_UP = 10;

    private LauncherLoop() {}

    /** Runs the loop; arguments: the file for the times, how many there are, and conf as {@code key=value}. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int times = Integer.parseInt(args[1]);
        List<String> nanos = new ArrayList<>();
        for (int i = 0; i < WARM_UP + times; i++) {
            long start = System.nanoTime();
            launch(args, i);
            if (i >= WARM_UP) {
                nanos.add(Long.toString(System.nanoTime() - start));
            }
        }
        Files.write(Path.of(args[0]), nanos);
    }

    private static void launch(String[] args, int number) throws IOException, InterruptedException {
        InProcessLauncher launcher = new InProcessLauncher();
        launcher.setAppName("launched-" + number)
                .setMainClass("com.acme.Revenue")
                .setAppResource("local:///opt/app/revenue.jar");
        for (int i = 2; i < args.length; i++) {
            int cut = args[i].indexOf('=');
            String key = args[i].substring(0, cut);
            String value = args[i].substring(cut + 1);
            if (key.equals("spark.master")) {
                launcher.setMaster(value);
            } else if (key.equals("spark.submit.deployMode")) {
                launcher.setDeployMode(value);
            } else {
                launcher.setConf(key, value);
            }
        }
        CountDownLatch over = new CountDownLatch(1);
        launcher.startApplication(new SparkAppHandle.Listener() {
            @Override
            public void stateChanged(SparkAppHandle handle) {
                if (handle.getState().isFinal()) {
                    over.countDown();
                }
            }

            @Override
            public void infoChanged(SparkAppHandle handle) {}
        });
        over.await();
    }
}
