// Manifests for measuring: made from numbers, the same in every run, in the proportions of real repositories.

/** Documents of one application; five per number. */
export function application(number: number, namespace: string): readonly string[] {
  const name = `app-${number}`;
  return [
    `apiVersion: v1
kind: Service
metadata:
  name: ${name}
  namespace: ${namespace}
  labels:
    app: ${name}
spec:
  clusterIP: None
  selector:
    app: ${name}
  ports:
    - name: http
      port: 80
      targetPort: http
`,
    `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: ${name}
  namespace: ${namespace}
  labels:
    app: ${name}
spec:
  serviceName: ${name}
  replicas: 3
  podManagementPolicy: OrderedReady
  updateStrategy:
    type: RollingUpdate
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      terminationGracePeriodSeconds: 30
      securityContext:
        runAsNonRoot: true
        fsGroup: 1000
      containers:
        - name: main
          image: registry.example.com/app:${(number % 9) + 1}.2.3
          args:
            - --listen=:8080
            - --peers=${name}-0.${name}.${namespace}.svc.cluster.local
          env:
            - name: MODE
              value: "production"
            - name: POD_NAME
              valueFrom:
                fieldRef:
                  fieldPath: metadata.name
          ports:
            - name: http
              containerPort: 8080
          resources:
            requests:
              cpu: 100m
              memory: 128Mi
            limits:
              memory: 256Mi
          readinessProbe:
            httpGet:
              path: /ready
              port: http
            periodSeconds: 5
          volumeMounts:
            - name: data
              mountPath: /var/lib/app
            - name: config
              mountPath: /etc/app
      volumes:
        - name: config
          configMap:
            name: ${name}
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes:
          - ReadWriteOnce
        resources:
          requests:
            storage: 1Gi
`,
    `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${name}
  namespace: ${namespace}
data:
  app.conf: |
    # what the application reads
    listen = 8080
    storage = /var/lib/app
    replicas = 3
  level: info
`,
    `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  maxUnavailable: 1
  selector:
    matchLabels:
      app: ${name}
`,
    `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  podSelector:
    matchLabels:
      app: ${name}
  policyTypes:
    - Ingress
  ingress:
    - from:
        - podSelector: {}
`,
  ];
}

/** One file of about so many lines. */
export function fileOfLines(lines: number): string {
  const documents: string[] = [];
  let count = 0;
  for (let number = 0; count < lines; number += 1) {
    for (const document of application(number, 'shop')) {
      documents.push(document);
      count += document.split('\n').length;
      if (count >= lines) break;
    }
  }
  return documents.join('---\n');
}

/** Files by path: so many manifests, eight in a file, about twenty files in a folder. Each file has one finding. */
export function workspaceOf(manifests: number): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  let count = 0;
  for (let number = 0; count < manifests; number += 1) {
    const folder = `team-${Math.floor(number / 20)}`;
    const documents = [
      ...application(number, folder),
      `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: app-${number}\n  namespace: ${folder}\n`,
      `apiVersion: v1\nkind: Secret\nmetadata:\n  name: app-${number}\n  namespace: ${folder}\ntype: Opaque\nstringData:\n  key: value\n`,
      `apiVersion: apps/v1\nkind: StatefulSet\nmetadata:\n  name: lost-${number}\n  namespace: ${folder}\nspec:\n  serviceName: shared-${number % 20 === 0 ? 'x' : 'y'}\n  selector:\n    matchLabels:\n      app: lost-${number}\n  template:\n    metadata:\n      labels:\n        app: lost-${number}\n    spec:\n      containers:\n        - name: main\n          image: example/app:1\n`,
    ].slice(0, manifests - count);
    files.set(`${folder}/app-${number}.yaml`, documents.join('---\n'));
    count += documents.length;
  }
  return files;
}
