"""What the object storage raises, in a folder or at S3, when it does not answer or refuses."""

from boto3.exceptions import Boto3Error
from botocore.exceptions import BotoCoreError, ClientError

STORAGE_FAILURES = (OSError, Boto3Error, BotoCoreError, ClientError)
