"""Sums per agent and day over exports of any size: agent_days.py INPUT OUTPUT [COMMAND]

INPUT is a directory of JSON Lines, packed or not (`details/jobs` results, a record or an answer a
line); OUTPUT is a directory of CSV. Every partition goes through one process of the command.
"""
import sys

from pyspark.sql import SparkSession
from pyspark.sql import functions as F

SESSIONS = """sessions array<struct<conversationId string, purpose string, userId string,
    startedAt bigint, timers struct<talk struct<ms bigint>, hold struct<ms bigint, count bigint>,
    afterCallWork struct<ms bigint>, handle struct<ms bigint>>>>"""

source, target, *command = sys.argv[1:]
command = command[0] if command else "npx --yes conversation-chat history --jsonl --quiet"
spark = SparkSession.builder.appName("agent days").config("spark.sql.session.timeZone", "UTC").getOrCreate()

# `checkCode`: a record that cannot be read fails the job, instead of a sum without it.
lines = spark.sparkContext.textFile(source).pipe(command, checkCode=True)
sessions = spark.read.json(lines, SESSIONS).select(F.inline("sessions"))
handled = sessions.where("lower(purpose) in ('agent', 'user') and timers.handle.ms > 0")
days = handled.groupBy("userId", F.to_date(F.timestamp_millis("startedAt")).alias("day")).agg(
    F.countDistinct("conversationId").alias("conversations"),
    F.sum("timers.talk.ms").alias("talk"),
    F.sum("timers.hold.ms").alias("hold"),
    F.sum("timers.hold.count").alias("holds"),
    F.sum("timers.afterCallWork.ms").alias("afterCallWork"),
    F.sum("timers.handle.ms").alias("handle"),
)
days.orderBy("userId", "day").write.mode("overwrite").csv(target, header=True)
