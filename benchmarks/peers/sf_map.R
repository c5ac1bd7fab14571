# The map of shares as a plain script of R's sf writes it.
# Rscript benchmarks/peers/sf_map.R COUNTS LAYER MAP.png CLASSES.csv
suppressPackageStartupMessages(library(sf))
given <- commandArgs(trailingOnly = TRUE)
table <- read.csv(given[1])
table <- table[table$year == max(table$year) & table$sex %in% c("F", "M"), ]
sexes <- tapply(table$count, list(table$place, table$sex), sum)
people <- rowSums(sexes)
share <- (100 * sexes[, "F"] / people)[!is.na(people) & people >= 100]
world <- st_transform(st_read(given[2], quiet = TRUE), "+proj=eqearth")
world$share <- share[world$place]
breaks <- c(0, 40, 45, 48, 52, 55, 60, 100)
png(given[3], width = 3507, height = 2480, res = 300)
plot(world["share"], breaks = breaks, key.pos = 1, lwd = 0.3, main = "Share of women, 2020")
invisible(dev.off())
number <- findInterval(world$share, breaks, left.open = TRUE) - 1
found <- data.frame(place = world$place, number = number)[!is.na(world$share), ]
write.table(found[order(found$place), ], given[4], sep = ",", row.names = FALSE,
            col.names = FALSE, quote = FALSE)
