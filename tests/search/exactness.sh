#!/bin/sh
# exactness.sh PROGRAM ROOT EXACTNESS: builds the sample portal and asks it two thousand questions.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$2/site-config" "$2/content" "$2/data" "$work/"
"$1" --site "$work" --quiet build --today 2026-11-20 > /dev/null 2>&1 || [ $? -eq 1 ]
"$3" "$work" 2000 1 "$work/vectors"
node "$2/tests/search/engine.mjs" "$work/public" "$work/vectors" "$2/tests/search/normal_form.jsonl"
node "$2/tests/search/chromium.mjs" "$work/public" "$work/vectors"
# Names that take the table of simplified characters, in clients that have not loaded it.
"$1" init "$work/traditional" > /dev/null
sed -i 's/^name = .*/name = "某縣環境保護局"/' "$work/traditional/site-config/departments.toml"
sed -i 's/示例商贸有限公司/示例環保科技有限公司/; s/这是一条示例记录/這是一條示例記錄/' "$work"/traditional/data/inbox/office/*.csv
"$1" --site "$work/traditional" --quiet build --today 2026-11-20 > /dev/null 2>&1 || [ $? -eq 1 ]
"$3" "$work/traditional" 200 3 "$work/vectors"
node "$2/tests/search/engine.mjs" "$work/traditional/public" "$work/vectors" "$2/tests/search/normal_form.jsonl"
