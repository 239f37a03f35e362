"""What a call, a Ray task and a build cost beside the same with others' packages: `make bench`.

measure/  one sample of a case; the process of a peer; rounds over all peers
setup/    environments and builds that the peers need; facts about the machine
apps/     the functions that are called, for each kind of binding
ours/     goray-cpp's side of every case
peers/    one file a peer: what it is, its goals, its side of the cases
page/     the result as Markdown and SVG; pure functions of bench.json
cases.py  all cases, in the order of the page;  goals.py  what a ratio has to be
rpyc/, libraries/  benches of their own, run by hand
"""
