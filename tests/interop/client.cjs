// The SDK for Node.js: each step prints one line of JSON, what it said or why it failed.
const AfricasTalking = require('africastalking')

const given = JSON.parse(process.env.INTEROP)
const client = (more) => AfricasTalking({ username: given.username, apiKey: given.key, ...more })
const sms = (more) => client(more).SMS

const fetchAll = async (sms) => {
  const pages = []
  for (let last = 0; ;) {
    const found = (await sms.fetchMessages({ lastReceivedId: last })).SMSMessageData.Messages
    if (!found.length) return pages
    pages.push(found)
    last = found.at(-1).id
  }
}

const { to, many, thousand, sender, text, long } = given
const steps = {
  'send one': () => sms().send({ to, message: text, from: sender }),
  'send without a sender': () => sms().send({ to, message: text }),
  'send many': () => sms().send({ to: many, message: text, senderId: sender }),
  'send to a thousand': () => sms().sendBulk({ to: thousand, message: text }),
  'send a long text': () => sms().send({ to, message: long }),
  enqueue: () => sms().send({ to, message: text, enqueue: true }),
  'send several texts': () => sms().send([{ to, message: text }, { to: many, message: long }]),
  fetch: () => fetchAll(sms()),
  balance: () => client().APPLICATION.fetchApplicationData(),
  'ask for XML': () => sms({ format: 'xml' }).send({ to, message: text }),
  'unknown sender': () => sms().send({ to, message: text, from: 'NOBODY' }),
  'bad key': () => sms({ apiKey: 'wrong' }).send({ to, message: text }),
  'bad key to fetch': () => sms({ apiKey: 'wrong' }).fetchMessages(),
  'bad key for the balance': () => client({ apiKey: 'wrong' }).APPLICATION.fetchApplicationData(),
  premium: () => sms().sendPremium({ to, message: text, from: sender, keyword: 'music' }),
  subscription: () => sms().createSubscription({ shortCode: sender, keyword: 'music', phoneNumber: to }),
  'unknown service': () => client().AIRTIME.send({ recipients: [{ phoneNumber: to, currencyCode: 'KES', amount: 50 }] })
}

const run = async () => {
  for (const [step, act] of Object.entries(steps)) {
    const line = { step }
    try {
      line.said = await act()
    } catch (error) {
      line.error = `${error.response ? error.response.status : error} ${error.response ? error.response.data : ''}`
    }
    console.log(JSON.stringify(line))
  }
}
run()
