// What the preview offers where there is no StatefulSet yet: a set of three with its governing Service.

/** In VS Code's snippet syntax; a manifest that the API server accepts once the places are filled. */
export const FIRST_SET_SNIPPET: string = `apiVersion: v1
kind: Service
metadata:
  name: \${1:web}
spec:
  clusterIP: None
  selector:
    app: \${1:web}
  ports:
    - name: \${2:http}
      port: \${3:80}
---
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: \${1:web}
spec:
  serviceName: \${1:web}
  replicas: \${4:3}
  selector:
    matchLabels:
      app: \${1:web}
  template:
    metadata:
      labels:
        app: \${1:web}
    spec:
      containers:
        - name: \${1:web}
          image: \${5:registry.k8s.io/nginx-slim:0.24}
          ports:
            - name: \${2:http}
              containerPort: \${3:80}
          volumeMounts:
            - name: \${6:data}
              mountPath: \${7:/data}
  volumeClaimTemplates:
    - metadata:
        name: \${6:data}
      spec:
        accessModes: [ReadWriteOnce]
        resources:
          requests:
            storage: \${8:1Gi}
$0`;
