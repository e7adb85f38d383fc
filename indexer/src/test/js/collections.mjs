// Qdrant's own client against a running door: node collections.mjs URL. Ends with 0 and one line a check, or throws.
import assert from 'node:assert/strict';
import {QdrantClient} from '@qdrant/js-client-rest';

const [url] = process.argv.slice(2);
// Compatibility is asked for at the root, which is no door of the store.
const client = new QdrantClient({url, checkCompatibility: false});
const pets = 'pets';
const uuid = '5c56c793-69f3-4fbf-87e6-c4bf54c28c26';

const ok = what => console.log('ok ' + what);
const ids = points => points.map(point => point.id);
const near = (actual, expected) => assert.ok(Math.abs(actual - expected) < 1e-6, `${actual} where ${expected} is expected`);
const failure = async (status, reason, call) => {
    try {
        await call;
    } catch (error) {
        assert.equal(error.status, status, JSON.stringify(error.data ?? error.message));
        assert.ok(error.data.status.error.includes(reason), error.data.status.error);
        return;
    }
    assert.fail('no error where ' + reason + ' is expected');
};

assert.deepEqual(await client.getCollections(), {collections: [{name: 'pets@fake'}]});
assert.deepEqual(await client.collectionExists(pets), {exists: true});
assert.deepEqual(await client.collectionExists('nope'), {exists: false});
ok('collections');

const alias = {aliases: [{alias_name: pets, collection_name: 'pets@fake'}]};
assert.deepEqual(await client.getAliases(), alias);
assert.deepEqual(await client.getCollectionAliases('pets@fake'), alias);
await failure(400, 'actions: unsupported', client.updateCollectionAliases(
    {actions: [{create_alias: {collection_name: pets, alias_name: 'animals'}}]}));
ok('aliases');

const written = await client.upsert(pets, {
    wait: true,
    points: [
        {id: 1, vector: [1, 0, 0], payload: {kind: 'cats', age: 3, tags: ['small', 'grey'], tame: true}},
        {id: 2, vector: [3, 1, 0], payload: {kind: 'cats', age: 5.5, note: 'Likes to Sleep', born: '2025-05-01T08:00:00Z'}},
        {id: 3, vector: [0, 1, 0], payload: {kind: 'dogs', age: 7, tags: [], born: '2026-01-15T08:00:00Z'}},
        {id: uuid, vector: [0, 0, 4], payload: {kind: 'cars', note: null}},
        {id: 'beetle', vector: {}, payload: {text: 'car car dog', kind: 'cars', _time: '2024-02-29T00:00:00Z'}},
    ],
});
assert.equal(written.status, 'completed');
assert.equal(typeof written.operation_id, 'number');
assert.deepEqual(await client.count(pets), {count: 5});
ok('upsert that waits, and count');

const info = await client.getCollection(pets);
assert.equal(info.status, 'green');
assert.equal(info.points_count, 5);
assert.deepEqual(info.config.params.vectors, {size: 3, distance: 'Cosine'});
ok('a collection');

const byVector = await client.query(pets, {query: [2, 0, 0], limit: 3});
assert.deepEqual(ids(byVector.points), [1, 2, 3]);
near(byVector.points[1].score, 3 / Math.sqrt(10));
assert.equal(byVector.points[0].payload, undefined);
assert.equal(byVector.points[0].vector, undefined);
ok('query by a vector');

assert.deepEqual(ids((await client.query(pets, {query: 1, limit: 1})).points), [2]);
assert.deepEqual(ids((await client.query(pets, {query: uuid, limit: 1})).points), ['beetle']);
assert.deepEqual(ids((await client.query(pets, {query: {nearest: 3}, limit: 2})).points), ['beetle', 2]);
ok('query by an id');

assert.deepEqual(ids((await client.query(pets, {query: {text: 'dog', model: 'fake'}, limit: 1})).points), [3]);
assert.deepEqual(ids((await client.query(pets, {query: {nearest: {text: 'car', model: 'fake'}}, limit: 1})).points), [uuid]);
ok('query by a text');

const byWords = {text: 'car', model: 'fake', mode: 'lexical'};
assert.deepEqual(ids((await client.query(pets, {query: byWords})).points), ['beetle']);
assert.equal((await client.query(pets, {query: {...byWords, mode: 'hybrid'}, limit: 1})).points[0].id, 'beetle');
const fused = (await client.query(pets, {
    prefetch: [{query: {text: 'car', model: 'fake'}, limit: 2}, {query: byWords}], query: {fusion: 'rrf'}, limit: 2,
})).points;
assert.deepEqual(ids(fused), ['beetle', uuid]);
near(fused[0].score, 1 / 62 + 1 / 61);
const [fading] = (await client.query(pets, {query: {nearest: 'beetle'}, limit: 1, params: {half_life: '7d'}})).points;
assert.equal(fading.id, uuid);
ok('query by words, fused with meaning, and by age');

// The average of cats and dogs is nearest to what is both; 2 · dog − cat turns away from it.
const recommended = async recommend => (await client.query(pets, {query: {recommend}, limit: 10})).points;
assert.deepEqual(ids(await recommended({positive: [1, 3]})), [2, 'beetle', uuid]);
const [away] = await recommended({positive: [3], negative: [1], strategy: 'average_vector'});
assert.equal(away.id, 'beetle');
near(away.score, 2 / Math.sqrt(5) / Math.sqrt(5));
assert.equal((await recommended({positive: [[0, 0, 1], {text: 'car', model: 'fake'}], negative: []}))[0].id, uuid);
await failure(400, 'query.recommend.strategy: unsupported: "best_score"', recommended({positive: [1], strategy: 'best_score'}));
ok('recommendations');

const second = await client.query(pets, {query: [1, 0, 0], limit: 1, offset: 1});
assert.deepEqual(ids(second.points), [2]);
assert.deepEqual(ids((await client.query(pets, {query: [1, 0, 0], score_threshold: 0.9})).points), [1, 2]);
assert.deepEqual(ids((await client.query(pets, {query: [1, 0, 0], limit: 2, params: {exact: true}})).points), [1, 2]);
assert.deepEqual(ids((await client.query(pets, {limit: 2})).points), [1, 2]);
ok('offset, threshold, exact, no query');

const shown = async with_payload => (await client.query(pets, {query: [1, 0, 0], limit: 1, with_payload})).points[0].payload;
assert.deepEqual(await shown(['age', 'absent']), {age: 3});
assert.deepEqual(await shown({include: ['kind', 'tame']}), {kind: 'cats', tame: true});
assert.deepEqual(await shown({exclude: ['_time', 'age', 'tame']}), {kind: 'cats', tags: ['small', 'grey']});
assert.equal((await shown(true)).kind, 'cats');
assert.equal(await shown(false), undefined);
const [vectors] = (await client.query(pets, {query: [0, 0, 1], limit: 1, with_vector: true})).points;
assert.deepEqual(vectors.vector, [0, 0, 1]);
ok('payload and vector as asked for');

const batch = await client.queryBatch(pets, {
    searches: [{query: [0, 1, 0], limit: 1}, {query: {text: 'cat'}, limit: 1, with_payload: ['kind']}, {query: uuid, limit: 1}],
});
assert.deepEqual(batch.map(answer => ids(answer.points)), [[3], [1], ['beetle']]);
assert.deepEqual(batch[1].points[0].payload, {kind: 'cats'});
ok('a batch of queries');

const grouped = await client.queryGroups(pets, {query: [1, 0.1, 0], group_by: 'kind', group_size: 2, limit: 2});
assert.deepEqual(grouped.groups.map(group => group.id), ['cats', 'dogs']);
assert.deepEqual(grouped.groups.map(group => ids(group.hits)), [[1, 2], [3]]);
ok('groups');

// Whether a filter is read the same by every call that takes one.
const matching = async filter => {
    const scrolled = ids((await client.scroll(pets, {filter, limit: 100})).points);
    const ranked = ids((await client.query(pets, {query: [1, 1, 1], filter, limit: 100})).points);
    assert.deepEqual([...ranked].sort(), [...scrolled].sort());
    assert.deepEqual(await client.count(pets, {filter}), {count: scrolled.length});
    return scrolled;
};
assert.deepEqual(await matching({must: [{key: 'kind', match: {value: 'cats'}}]}), [1, 2]);
assert.deepEqual(await matching({must: [{key: 'age', match: {value: 7}}]}), [3]);
assert.deepEqual(await matching({must: [{key: 'tame', match: {value: true}}]}), [1]);
assert.deepEqual(await matching({must: [{key: 'kind', match: {any: ['dogs', 'birds']}}]}), [3]);
assert.deepEqual(await matching({must: [{key: 'kind', match: {except: ['cats', 'dogs']}}]}), [uuid, 'beetle']);
assert.deepEqual(await matching({must: [{key: 'tags', match: {any: ['grey']}}]}), [1]);
assert.deepEqual(await matching({must: [{key: 'note', match: {text: 'sleep'}}]}), [2]);
assert.deepEqual(await matching({must: [{key: 'text', match: {text: 'car dog'}}]}), ['beetle']);
ok('filters that match');

assert.deepEqual(await matching({must: [{key: 'age', range: {gte: 3, lt: 7}}]}), [1, 2]);
assert.deepEqual(await matching({must: [{key: 'age', range: {gt: 5.4, lte: 5.5}}]}), [2]);
assert.deepEqual(await matching({must: [{key: 'born', range: {gt: '2025-12-31T00:00:00Z'}}]}), [3]);
assert.deepEqual(await matching({must: [{key: 'born', range: {lte: '2025-05-01T10:00:00+02:00'}}]}), [2]);
assert.deepEqual(await matching({must: [{key: '_time', range: {lt: '2024-03-01'}}]}), ['beetle']);
ok('filters by range of numbers and times');

assert.deepEqual(await matching({must: [{is_empty: {key: 'tags'}}]}), [2, 3, uuid, 'beetle']);
assert.deepEqual(await matching({must_not: [{is_empty: {key: 'tags'}}]}), [1]);
assert.deepEqual(await matching({must: [{is_null: {key: 'tags'}}]}), []);
assert.deepEqual(await matching({must: [{has_id: [1, uuid, 99]}]}), [1, uuid]);
ok('filters by absence and by id');

assert.deepEqual(await matching({
    must: [{should: [{key: 'kind', match: {value: 'cats'}}, {key: 'kind', match: {value: 'dogs'}}]}],
    must_not: [{must: [{key: 'age', range: {lt: 4}}, {key: 'tame', match: {value: true}}]}],
}), [2, 3]);
assert.deepEqual(await matching({should: [{has_id: [1]}, {must_not: [{key: 'age', range: {gt: 0}}]}]}), [1, uuid, 'beetle']);
assert.deepEqual(await matching({}), [1, 2, 3, uuid, 'beetle']);
ok('filters in filters');

const pages = [];
let offset;
do {
    const page = await client.scroll(pets, {limit: 2, offset, with_payload: ['kind'], with_vector: true});
    assert.ok(page.points.every(point => point.vector.length === 3 && Object.keys(point.payload).length === 1));
    pages.push(ids(page.points));
    offset = page.next_page_offset;
} while (offset !== null);
assert.deepEqual(pages, [[1, 2], [3, uuid], ['beetle']]);
ok('scroll by pages');

const some = await client.retrieve(pets, {ids: ['beetle', 1, 'nobody'], with_payload: ['text', 'age'], with_vector: true});
assert.deepEqual(ids(some), ['beetle', 1]);
assert.deepEqual(some.map(point => point.payload), [{text: 'car car dog'}, {age: 3}]);
assert.deepEqual(some[1].vector, [1, 0, 0]);
assert.equal((await client.retrieve(pets, {ids: [1]}))[0].vector, undefined);
const one = (await client.api().getPoint({collection_name: pets, id: uuid})).data.result;
assert.deepEqual([one.id, one.payload.kind, one.vector], [uuid, 'cars', [0, 0, 1]]);
await failure(404, "point 'nobody'", client.api().getPoint({collection_name: pets, id: 'nobody'}));
ok('retrieve, many and one');

const replaced = await client.upsert(pets, {wait: true, points: [{id: 1, vector: [0, 1, 3], payload: {kind: 'vans'}}]});
assert.equal(replaced.status, 'completed');
const [van] = await client.retrieve(pets, {ids: [1]});
assert.deepEqual([van.payload.kind, van.payload.age], ['vans', undefined]);
ok('a point replaced');

// What is not waited for is read by who names its position.
const api = client.api();
const early = await api.upsertPoints({collection_name: pets, wait: false, points: [{id: 9, vector: [1, 1, 0]}]});
assert.equal(early.data.result.status, 'acknowledged');
const position = early.headers.get('x-position');
assert.match(position, /^\d:\d+$/);
const patient = new QdrantClient({url, checkCompatibility: false, headers: {'X-Min-Position': position}});
assert.deepEqual(ids(await patient.retrieve(pets, {ids: [9]})), [9]);
const impatient = new QdrantClient({url, checkCompatibility: false, headers: {'X-Min-Position': '0:99999'}});
await failure(504, 'is not searchable within 1 s', impatient.query(pets, {query: 1, timeout: 1}));
ok('a position to wait for');

assert.equal((await client.delete(pets, {wait: true, points: [9, 'nobody']})).status, 'completed');
assert.deepEqual(await client.retrieve(pets, {ids: [9]}), []);
assert.equal((await client.delete(pets, {wait: true, filter: {must: [{key: 'kind', match: {value: 'cars'}}]}})).status, 'completed');
assert.deepEqual(ids((await client.scroll(pets)).points), [1, 2, 3]);
ok('delete by ids and by a filter');

await failure(404, "collection 'nope'", client.query('nope', {query: [1, 0, 0]}));
await failure(400, 'query: a vector of dimension 2', client.query(pets, {query: [1, 0]}));
await failure(400, 'prefetch: unsupported', client.query(pets, {prefetch: [{query: [1, 0, 0]}], query: [1, 0, 0]}));
await failure(400, 'query.fusion: unsupported: "dbsf"', client.query(pets, {prefetch: [{query: [1, 0, 0]}], query: {fusion: 'dbsf'}}));
await failure(400, 'params.hnsw_ef: unsupported', client.query(pets, {query: [1, 0, 0], params: {hnsw_ef: 64}}));
await failure(400, 'consistency: unsupported', client.query(pets, {query: [1, 0, 0], consistency: 'all'}));
await failure(404, 'is unsupported', client.createPayloadIndex(pets, {field_name: 'kind', field_schema: 'keyword'}));
ok('refusals');
