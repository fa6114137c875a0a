"""Prints how many flights left from each airport, the most first: FlightsByOrigin in Python.

Argument: the file of flights (CSV, gzip).
"""

import sys

from pyspark.sql import SparkSession

ORIGIN = 6


def main(flights: str) -> None:
    spark = SparkSession.builder.appName("flights-by-origin").getOrCreate()
    counts = (
        spark.sparkContext.textFile(flights)
        .map(lambda line: line.split(",")[ORIGIN])
        .filter(lambda origin: origin != "origin")
        .map(lambda origin: (origin, 1))
        .reduceByKey(lambda one, other: one + other)
        .collect()
    )
    for origin, count in sorted(counts, key=lambda each: -each[1]):
        print(f"RESULT {origin} {count}")
    spark.stop()


if __name__ == "__main__":
    main(sys.argv[1])
