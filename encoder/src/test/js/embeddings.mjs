// OpenAI's own client against a running door: node embeddings.mjs BASE_URL. Ends with 0 and one line a check, or throws.
import assert from 'node:assert/strict';
import OpenAI, {BadRequestError, NotFoundError} from 'openai';

const [baseURL] = process.argv.slice(2);
const client = new OpenAI({baseURL, apiKey: 'none', maxRetries: 0});
const model = 'all-minilm-l6-v2';

const ok = what => console.log('ok ' + what);
const norm = vector => Math.hypot(...vector);
const failure = async (type, request) => {
    try {
        await client.embeddings.create(request);
    } catch (error) {
        assert.ok(error instanceof type, `${error.constructor.name} where ${type.name} is expected: ${error.message}`);
        return error;
    }
    assert.fail('no error for ' + JSON.stringify(request));
};

// The client asks for base64 of itself and decodes it.
const one = await client.embeddings.create({model, input: 'a cat sits on the mat'});
assert.equal(one.object, 'list');
assert.equal(one.model, model);
assert.equal(one.data.length, 1);
assert.equal(one.data[0].object, 'embedding');
assert.equal(one.data[0].index, 0);
assert.equal(one.data[0].embedding.length, 384);
assert.ok(Math.abs(norm(one.data[0].embedding) - 1) < 1e-5);
assert.equal(one.usage.prompt_tokens, one.usage.total_tokens);
assert.ok(one.usage.total_tokens > 5);
ok('one text');

const floats = await client.embeddings.create({model, input: ['a cat sits on the mat', 'interest rates'], encoding_format: 'float'});
assert.deepEqual(floats.data.map(item => item.index), [0, 1]);
assert.deepEqual(floats.data[0].embedding.map(Math.fround), Array.from(one.data[0].embedding));
ok('many texts, as numbers');

const models = [];
for await (const item of client.models.list()) {
    models.push(item);
}
assert.deepEqual(models.map(item => item.id), [model]);
assert.equal(models[0].object, 'model');
ok('models');

const long = await failure(BadRequestError, {model, input: 'word '.repeat(1000)});
assert.equal(long.status, 400);
assert.equal(long.code, 'context_length_exceeded');
assert.equal(long.param, 'input');
assert.equal(long.type, 'invalid_request_error');
ok('too long');

const cut = await client.embeddings.create({model, input: 'word '.repeat(1000), truncate: 'end'});
assert.equal(cut.usage.truncated_inputs, 1);
ok('too long, cut on demand');

assert.equal((await failure(NotFoundError, {model: 'text-embedding-3-small', input: 'x'})).code, 'model_not_found');
assert.equal((await failure(BadRequestError, {model, input: ''})).param, 'input');
assert.equal((await failure(BadRequestError, {model, input: [[1, 2, 3]]})).code, 'unsupported');
assert.equal((await failure(BadRequestError, {model, input: 'x', dimensions: 12})).param, 'dimensions');
ok('errors');

const {response} = await client.embeddings.create({model, input: 'x'}).withResponse();
assert.match(response.headers.get('x-embedding-space'), /^all-minilm-l6-v2-[0-9a-f]{8}$/);
ok('the space in a header');
