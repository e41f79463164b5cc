import { useParams } from '@tanstack/react-router';
import { getCourse } from '../../../contract/program/training.ts';
import { practiceWords } from '../../../domain/program/practice.ts';
import { wholeAddress } from '../../base.ts';
import { useEndpoint } from '../../data/endpoint-query.ts';
import { paths } from '../../paths.ts';
import { EmptyState } from '../../ui/list/empty-state.tsx';
import { PageHeader } from '../../ui/screen/page-header.tsx';
import { dayOf } from '../../ui/time/time.tsx';
import { Loaded } from '../loaded.tsx';
import { PrintButton } from '../no-print.tsx';
import { programParents } from '../parents.ts';
import styles from '../program.module.css';
import { CertificateBadge } from './certificate-badge.tsx';

const parents = [...programParents, { label: 'Training', href: paths.training() }];

/** My certificate for a course, to print; anyone can verify its code. */
export function CertificateScreen() {
  const { key } = useParams({ from: '/app/program/training/$key/certificate' });
  const course = useEndpoint(getCourse, { params: { key } }, { follows: ['person'] });
  return (
    <>
      <PageHeader word="certificate" title="Certificate" parents={parents} actions={<PrintButton />} />
      <Loaded answer={course}>
        {({ mine }) => {
          const certificate = mine?.certificate;
          if (!certificate)
            return <EmptyState kind="cleared">You do not have a certificate for this course yet.</EmptyState>;
          const address = paths.publicCertificate(certificate.code);
          return (
            <article className={styles.certificate}>
              <CertificateBadge state={certificate.state} />
              <strong>
                <bdi>{certificate.personName}</bdi>
              </strong>
              <span>has passed</span>
              <h2>
                <bdi>{certificate.courseTitle}</bdi>
              </h2>
              {certificate.practice.length > 0 && (
                <span>and practised: {certificate.practice.map(practiceWords).join(', ')}</span>
              )}
              <span>
                on {dayOf(certificate.issuedAt)}, valid until {dayOf(certificate.expiresAt)}
              </span>
              <span className={`muted ${styles.code}`}>
                Certificate <span className="mono">{certificate.code}</span>
                <br />
                Verify at{' '}
                <a href={address} className="mono">
                  {wholeAddress(address)}
                </a>
              </span>
            </article>
          );
        }}
      </Loaded>
    </>
  );
}
