// ftp-srv on 127.0.0.1 and ::1, with AUTH TLS; a login without TLS is refused here, since it has no switch for that.
// It stays root, since it loads parts of itself only when a command needs them.
// Arguments: port, home, user, password, certificate, key. NODE_PATH names the folder that ftp-srv is in.
'use strict';
const fs = require('fs');
const {FtpSrv, ftpErrors} = require('ftp-srv');
const bunyan = require(require.resolve('bunyan', {paths: [require.resolve('ftp-srv')]}));

const [port, root, user, password, certificate, key] = process.argv.slice(2);
const tls = {cert: fs.readFileSync(certificate), key: fs.readFileSync(key)};
const log = bunyan.createLogger({name: 'ftp-srv', level: 'warn'});

// ftp-srv goes on reading commands after its 234, so that a quick client's ClientHello may be taken for one.
function holdAtAuth(connection) {
  const reply = connection.reply;
  connection.reply = function (options, ...rest) {
    if (options === 234) {
      this.commandSocket._handle.readStop();
      this.commandSocket._handle.reading = false;
    }
    return reply.call(this, options, ...rest);
  };
}

async function serve(host) {
  const server = new FtpSrv({url: `ftp://${host}:${port}`, pasv_url: '127.0.0.1', tls, log});
  server.on('login', ({connection, username, password: given}, resolve, reject) => {
    if (!connection.secure) return reject(new ftpErrors.GeneralError('TLS first', 530));
    if (username !== user || given !== password) return reject(new ftpErrors.GeneralError('Login incorrect', 530));
    return resolve({root});
  });
  server.on('connect', ({connection}) => holdAtAuth(connection));
  server.on('client-error', ({context, error}) => log.warn({context, error: error.message}));
  await server.listen();
}

process.on('unhandledRejection', (error) => log.error(error));
serve('127.0.0.1').then(() => serve('[::1]'));
