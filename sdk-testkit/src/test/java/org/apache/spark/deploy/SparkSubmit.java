package org.apache.spark.deploy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Stands in for Spark's own class in tests of a pod's life: prints what it was started with and does what its arguments say. */
public final class SparkSubmit {
    private static final int MEBIBYTE = 1024 * 1024;

    private SparkSubmit() {}

    public static void main(String[] args) throws InterruptedException {
        System.out.println("ARGUMENTS " + String.join(" ", args));
        System.out.println("DIRECTORY " + System.getProperty("user.dir"));
        System.out.println("TEMPORARY " + System.getProperty("java.io.tmpdir"));
        System.out.println("MAX_HEAP " + Runtime.getRuntime().maxMemory() / MEBIBYTE);
        System.getenv().forEach((name, value) -> System.out.println("ENV " + name + "=" + value));
        String word = args[args.length - 1];
        switch (word) {
            case "succeed" -> System.out.println("done");
            case "fail" -> fail();
            case "fill" -> fill();
            case "wait" -> waitForever();
            case "talk" -> talk();
            case "interrupt" -> interruptItself();
            case "linger" -> {
                Runtime.getRuntime().addShutdownHook(new Thread(SparkSubmit::waitForever));
                waitForever();
            }
            default -> throw new IllegalArgumentException(word);
        }
    }

    private static void fail() {
        System.err.println("it went wrong");
        System.exit(7);
    }

    private static void fill() {
        List<byte[]> pages = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            byte[] page = new byte[MEBIBYTE];
            java.util.Arrays.fill(page, (byte) 1);
            pages.add(page);
        }
        System.out.println(pages.size());
        waitForever();
    }

    private static void talk() throws InterruptedException {
        List.of("one", "two", "three").forEach(System.out::println);
        new CountDownLatch(1).await();
    }

    /** Says a line in two halves, and another one on the other stream between them; the second once a file says so. */
    private static void interruptItself() throws InterruptedException {
        System.out.print("first half,");
        System.out.flush();
        TimeUnit.MILLISECONDS.sleep(200);
        System.err.println("another line");
        while (!Files.exists(Path.of("go"))) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        System.out.println(" second half");
        System.out.print("without an end");
        System.out.flush();
    }

    private static void waitForever() {
        System.out.println("WAITING");
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
