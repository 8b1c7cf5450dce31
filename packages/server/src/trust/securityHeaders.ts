/** Headers that keep a browser from doing what no page of ours asks for. */
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import type { Configuration } from './configuration.ts';

const UNUSED_FEATURES = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'usb',
];

export const registerSecurityHeaders = async (
  app: FastifyInstance,
  { publicUrl, signIn }: Pick<Configuration, 'publicUrl' | 'signIn'>,
): Promise<void> => {
  const secure = publicUrl.protocol === 'https:';
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        // Signing in and out are forms and redirects that end at the identity provider.
        formAction: ["'self'", signIn.issuer.origin],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
      },
    },
    // On plain http on this machine it would point the browser to an https that is not there.
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  });
  const permissions = UNUSED_FEATURES.map((feature) => `${feature}=()`).join(', ');
  app.addHook('onSend', async (_request, reply) => {
    reply.header('permissions-policy', permissions);
  });
};
